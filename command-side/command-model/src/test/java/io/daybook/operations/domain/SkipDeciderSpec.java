package io.daybook.operations.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.kernel.domain.Decision;
import io.daybook.operations.command.SkipCommand.SkipEvent;
import io.daybook.operations.event.LoggedEventId;
import io.daybook.operations.event.SkippedEvent.EventSkipped;
import org.junit.jupiter.api.Test;

class SkipDeciderSpec {

  private static final LoggedEventId EVENT = new LoggedEventId("e-1");
  private static final SkipEvent SKIP = new SkipEvent(EVENT, "sagas", "o-1", 7, "mended by hand");
  private static final EventSkipped SKIPPED =
      new EventSkipped(EVENT, "sagas", "o-1", 7, "mended by hand");

  private final SkipDecider decider = new SkipDecider();

  @Test
  void a_reader_skips_an_event_once() {
    assertThat(decider.decide(SKIP, decider.initial())).isEqualTo(Decision.accept(SKIPPED));

    Skips skipped = decider.evolve(decider.initial(), SKIPPED);
    assertThat(decider.decide(SKIP, skipped)).isEqualTo(Decision.nothing());
    assertThat(decider.decide(new SkipEvent(EVENT, "views", "o-1", 7, "same"), skipped))
        .isEqualTo(Decision.accept(new EventSkipped(EVENT, "views", "o-1", 7, "same")));
  }
}
