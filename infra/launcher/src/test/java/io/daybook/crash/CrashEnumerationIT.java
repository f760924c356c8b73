package io.daybook.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.daybook.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A process that dies, at whatever point of an order's life, leaves nothing behind that the next
/// one doesn't bring to its end, once.
///
/// Dies at every point of the checkout and of an erasure, and at every deadline of a payment that
/// comes too late; with `-Ddaybook.crash=all`, or the name of a scenario, at every point of all of
/// them, or of that one.
class CrashEnumerationIT {

  private static final String ASKED = System.getProperty("daybook.crash", "");
  private static final int LANES = 2;

  @TempDir static Path folder;
  private static EmbeddedPostgres postgres;
  private static Child child;

  @BeforeAll
  static void start() {
    postgres = EmbeddedPostgres.startTemporary();
    child = Child.of(folder);
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @ParameterizedTest
  @EnumSource
  void a_death_at_any_point_loses_nothing_and_does_nothing_twice(Scenario scenario) {
    Predicate<String> points = pointsOf(scenario);
    Instant start = Instant.now();
    Enumeration enumeration = new Enumeration(child, scenario, LANES, folder, postgres);

    int deaths = enumeration.dieEverywhere(points);
    enumeration.settle();

    enumeration.points().forEach(System.out::println);
    System.out.printf(
        "%s: %d points %s, %d deaths, %d orders, %d s%n",
        scenario,
        enumeration.points().size(),
        enumeration.kinds(),
        deaths,
        enumeration.orders(),
        Duration.between(start, Instant.now()).toSeconds());
    assertThat(deaths).isPositive();
  }

  private static Predicate<String> pointsOf(Scenario scenario) {
    if (ASKED.equals("all") || ASKED.equals(scenario.name())) {
      return _ -> true;
    }
    assumeTrue(ASKED.isEmpty(), "not asked for");
    return switch (scenario) {
      case CHECKOUT, ERASURE -> _ -> true;
      case LATE_SUCCESS -> point -> point.contains(Kind.DEADLINE.name());
      case CANCELLATION, CHANGE_OF_MIND, RETURN ->
          abort("only with -Ddaybook.crash=all or -Ddaybook.crash=" + scenario);
    };
  }
}
