package io.daybook.axon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecondChancesSpec {

  private long now = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();
  private final SecondChances chances = new SecondChances(() -> now);

  @Test
  void the_pause_doubles_with_each_failure_up_to_a_minute() {
    chances.give(List.of("o-1"));
    for (long millis = 500; millis < 60_000; millis *= 2) {
      assertDueAfter(millis);
      chances.again("o-1");
    }
    assertDueAfter(60_000);
    chances.again("o-1");
    assertDueAfter(60_000);
  }

  @Test
  void what_is_over_is_not_tried_again() {
    chances.give(List.of("o-1", "o-2"));

    chances.end("o-1");

    pass(60_000);
    assertThat(chances.due()).containsExactly("o-2");
  }

  @Test
  void nobody_is_tried_again_to_whom_no_chance_was_given() {
    chances.again("o-1");

    pass(120_000);

    assertThat(chances.due()).isEmpty();
  }

  private void assertDueAfter(long millis) {
    pass(millis - 1);
    assertThat(chances.due()).isEmpty();
    pass(1);
    assertThat(chances.due()).containsExactly("o-1");
  }

  private void pass(long millis) {
    now += Duration.ofMillis(millis).toNanos();
  }
}
