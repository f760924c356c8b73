package io.daybook.ordering.app;

import io.daybook.kernel.app.AggregateShell;
import io.daybook.kernel.app.Decides;
import io.daybook.kernel.command.Answer;
import io.daybook.ordering.command.CreditNoteCommand;
import io.daybook.ordering.command.CreditNoteCommand.IssueFreeCreditNote;
import io.daybook.ordering.domain.CreditNote;
import io.daybook.ordering.domain.CreditNoteDecider;
import io.daybook.ordering.event.CreditNoteEvent;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateRoot;

/// Axon's hold on a credit note that names no order. The rules are in [CreditNoteDecider].
@AggregateRoot(type = "CreditNote")
final class CreditNoteAggregate
    extends AggregateShell<CreditNoteCommand, CreditNote, CreditNoteEvent> {

  CreditNoteAggregate() {
    super(new CreditNoteDecider());
  }

  @Decides
  Answer on(IssueFreeCreditNote command) {
    return decide(command);
  }

  @EventSourcingHandler
  void on(CreditNoteEvent event) {
    remember(event);
  }
}
