package io.daybook.ordering.domain;

import static io.daybook.kernel.domain.Decision.accept;
import static io.daybook.kernel.domain.Decision.nothing;
import static io.daybook.kernel.domain.Decision.reject;

import io.daybook.kernel.domain.Decider;
import io.daybook.kernel.domain.Decision;
import io.daybook.ordering.command.CreditNoteCommand;
import io.daybook.ordering.command.CreditNoteCommand.IssueFreeCreditNote;
import io.daybook.ordering.command.OrderingRejection.CreditNoteAlreadyIssued;
import io.daybook.ordering.command.OrderingRejection.OrderLinesInvalid;
import io.daybook.ordering.domain.CreditNote.Issued;
import io.daybook.ordering.domain.CreditNote.Unissued;
import io.daybook.ordering.event.CreditNoteEvent;
import io.daybook.ordering.event.CreditNoteEvent.CreditNoteIssued;

/// The rules of a credit note that names no order. It is issued once and never changes.
public final class CreditNoteDecider
    implements Decider<CreditNoteCommand, CreditNote, CreditNoteEvent> {

  @Override
  public CreditNote initial() {
    return new Unissued();
  }

  @Override
  public Decision<CreditNoteEvent> decide(CreditNoteCommand command, CreditNote note) {
    return switch (command) {
      case IssueFreeCreditNote c when note instanceof Issued(var content) ->
          issuedTwice(c, content);
      case IssueFreeCreditNote c ->
          Lines.brokenRule(c.lines())
              .<Decision<CreditNoteEvent>>map(
                  rule -> reject(new OrderLinesInvalid(c.creditNoteId().value(), rule)))
              .orElseGet(() -> accept(issued(c)));
    };
  }

  @Override
  public CreditNote evolve(CreditNote note, CreditNoteEvent event) {
    return switch (event) {
      case CreditNoteIssued issued -> new Issued(issued);
    };
  }

  private static Decision<CreditNoteEvent> issuedTwice(
      IssueFreeCreditNote command, CreditNoteIssued before) {
    return Lines.brokenRule(command.lines()).isEmpty() && issued(command).equals(before)
        ? nothing()
        : reject(new CreditNoteAlreadyIssued(command.creditNoteId()));
  }

  private static CreditNoteIssued issued(IssueFreeCreditNote c) {
    return new CreditNoteIssued(
        c.creditNoteId(),
        c.customerId(),
        c.country(),
        c.lines(),
        Lines.total(c.lines()),
        c.reason(),
        c.issuedAt());
  }
}
