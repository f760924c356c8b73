package io.daybook.operations.app;

import io.daybook.kernel.app.AggregateShell;
import io.daybook.kernel.app.Decides;
import io.daybook.kernel.command.Answer;
import io.daybook.operations.command.SkipCommand;
import io.daybook.operations.command.SkipCommand.SkipEvent;
import io.daybook.operations.domain.SkipDecider;
import io.daybook.operations.domain.Skips;
import io.daybook.operations.event.SkippedEvent;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateRoot;

/// Axon's hold on one skipped event. The rules are in [SkipDecider].
@AggregateRoot(type = "SkippedEvent")
final class SkipAggregate extends AggregateShell<SkipCommand, Skips, SkippedEvent> {

  SkipAggregate() {
    super(new SkipDecider());
  }

  @Decides
  Answer on(SkipEvent command) {
    return decide(command);
  }

  @EventSourcingHandler
  void on(SkippedEvent event) {
    remember(event);
  }
}
