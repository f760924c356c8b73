package io.daybook.axon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EnduranceSpec {

  private final AtomicLong now = new AtomicLong(7);
  private final Endurance endurance = new Endurance(Duration.ofSeconds(60), now::get);

  @Test
  void one_that_is_late_alone_is_waited_for_until_patience_ends() {
    assertThat(endurance.endedBy(Set.of("slow"), true)).isEmpty();
    pass(59);
    assertThat(endurance.endedBy(Set.of("slow"), true)).isEmpty();
    pass(1);
    assertThat(endurance.endedBy(Set.of("slow", "new"), true)).containsExactly("slow");
  }

  @Test
  void while_nobody_succeeds_everybody_is_waited_for() {
    assertThat(endurance.endedBy(Set.of("one", "other"), false)).isEmpty();
    pass(600);
    assertThat(endurance.endedBy(Set.of("one", "other"), false)).isEmpty();
    assertThat(endurance.endedBy(Set.of("one"), true)).as("the outage does not count").isEmpty();
  }

  @Test
  void one_that_succeeds_in_between_is_waited_for_anew() {
    endurance.endedBy(Set.of("slow"), true);
    pass(50);
    endurance.endedBy(Set.of(), true);
    pass(50);
    assertThat(endurance.endedBy(Set.of("slow"), true)).isEmpty();
  }

  private void pass(long seconds) {
    now.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }
}
