package io.daybook.operations.domain;

import static io.daybook.kernel.domain.Decision.accept;
import static io.daybook.kernel.domain.Decision.nothing;

import io.daybook.kernel.domain.Decider;
import io.daybook.kernel.domain.Decision;
import io.daybook.operations.command.SkipCommand;
import io.daybook.operations.command.SkipCommand.SkipEvent;
import io.daybook.operations.event.SkippedEvent;
import io.daybook.operations.event.SkippedEvent.EventSkipped;

/// The rules of skipping an event: each reader skips it once, whoever asks how often.
public final class SkipDecider implements Decider<SkipCommand, Skips, SkippedEvent> {

  @Override
  public Skips initial() {
    return Skips.NONE;
  }

  @Override
  public Decision<SkippedEvent> decide(SkipCommand command, Skips skips) {
    return switch (command) {
      case SkipEvent c when skips.readers().contains(c.reader()) -> nothing();
      case SkipEvent(var event, var reader, var sequence, var position, var reason) ->
          accept(new EventSkipped(event, reader, sequence, position, reason));
    };
  }

  @Override
  public Skips evolve(Skips skips, SkippedEvent event) {
    return switch (event) {
      case EventSkipped skipped -> skips.and(skipped.reader());
    };
  }
}
