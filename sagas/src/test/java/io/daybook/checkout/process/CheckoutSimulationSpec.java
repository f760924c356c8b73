package io.daybook.checkout.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.ordering.domain.Order.Status;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Thousands of small shops in which everything happens at once: shoppers cancel, in whole and in
/// part, return and ship, providers answer late, twice, never or both ways, limits pass, readers
/// crash between any two of their words, hear things twice, and their last words arrive long after.
/// The rules are the real ones. The books are right after every step, and at the end.
///
/// `-Ddaybook.simulation.runs=100000` is the long mode, `-Ddaybook.simulation.seed=N` begins with
/// that seed, and with `-Ddaybook.simulation.runs=1` plays just that one again.
class CheckoutSimulationSpec {

  private static final long SEED = Long.getLong("daybook.simulation.seed", 1);
  private static final int RUNS = Integer.getInteger("daybook.simulation.runs", 2_000);
  private static final int ENOUGH_FOR_A_SHARE = 500;

  @Test
  void whatever_happens_the_books_are_right_after_each_step_and_every_order_ends() {
    Map<Status, Integer> ends = new EnumMap<>(Status.class);
    long start = System.nanoTime();
    for (int run = 0; run < RUNS; run++) {
      Simulation simulation = new Simulation(SEED + run);
      try {
        simulation.play();
      } catch (AssertionError | RuntimeException broken) {
        throw new AssertionError(story(run, simulation), broken);
      }
      simulation.shop().orders.values().forEach(it -> ends.merge(it.status(), 1, Integer::sum));
    }
    System.out.printf(
        "Simulation: %,d runs from seed %d in %s; orders ended %s%n",
        RUNS,
        SEED,
        Duration.ofNanos(System.nanoTime() - start).truncatedTo(ChronoUnit.MILLIS),
        ends);

    if (RUNS >= ENOUGH_FOR_A_SHARE) {
      assertThat(ends.keySet())
          .containsExactlyInAnyOrder(
              Status.CONFIRMED, Status.REJECTED, Status.CANCELLED, Status.SHIPPED);
      assertThat(ends.values()).allMatch(orders -> orders > RUNS / 20);
    }
  }

  private static String story(int run, Simulation simulation) {
    long seed = SEED + run;
    StringBuilder story = new StringBuilder();
    story.append(
        "Broken at seed %d, after %d good runs; again with -Ddaybook.simulation.seed=%d -Ddaybook.simulation.runs=1%n"
            .formatted(seed, run, seed));
    simulation.shop().log.forEach(event -> story.append("  ").append(event).append('\n'));
    return story.toString();
  }
}
