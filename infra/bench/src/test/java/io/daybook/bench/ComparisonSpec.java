package io.daybook.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonSpec {

  @Test
  void a_ratio_is_taken_within_a_round_so_that_a_slow_minute_slows_both() {
    Comparison figures = new Comparison();
    for (double speedOfTheMachine : new double[] {100, 10, 1000}) {
      figures.add("mine", Sample.of(2.5 * speedOfTheMachine));
      figures.add("theirs", Sample.of(speedOfTheMachine));
    }

    assertThat(figures.ratio("mine", "theirs")).isEqualTo(new Spread(2.5, 2.5, 2.5));
  }

  @Test
  void a_spread_has_the_middle_of_an_even_number_of_values_between_two() {
    assertThat(Spread.of(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(new Spread(2.5, 1, 4));
  }

  @Test
  void the_worst_goal_is_the_one_furthest_below_its_target() {
    Goal near = new Goal("a/near", 0.9, 1);
    Goal far = new Goal("a/far", 2, 5);
    Goal met = new Goal("a/met", 0.5, 0.4);

    assertThat(Goal.worst("a", List.of(near, far, met)))
        .hasToString("a ratio=2.00 target=5.00 short");
    assertThat(met).hasToString("a/met ratio=0.50 target=0.40 met");
  }

  @Test
  void a_ratio_a_hair_short_does_not_look_met() {
    assertThat(new Goal("a", 2.4999, 2.5)).hasToString("a ratio=2.49 target=2.50 short");
  }

  @Test
  void a_load_does_no_more_than_it_was_asked_for() throws Exception {
    var done = new java.util.concurrent.atomic.AtomicLong();

    Sample sample = Load.run(8, Limit.of(100), (_, _) -> done.incrementAndGet());

    assertThat(done).hasValue(100);
    assertThat(sample.rate()).isPositive();
    assertThat(sample.p50()).isLessThanOrEqualTo(sample.p99() + 1e-9).isNotCloseTo(-1, within(0.5));
  }
}
