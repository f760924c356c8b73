package io.daybook.ordering.domain;

import io.daybook.kernel.CreditNoteId;
import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import io.daybook.kernel.domain.RuleBook;
import io.daybook.ordering.command.CreditNoteCommand;
import io.daybook.ordering.command.CreditNoteCommand.IssueFreeCreditNote;
import io.daybook.ordering.command.OrderingRejection.CreditNoteAlreadyIssued;
import io.daybook.ordering.command.OrderingRejection.OrderLinesInvalid;
import io.daybook.ordering.event.CreditNoteEvent;
import io.daybook.ordering.event.CreditNoteEvent.CreditNoteIssued;
import io.daybook.ordering.event.OrderLine;
import io.daybook.ordering.event.OrderLine.LineKind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CreditNoteDeciderSpec extends RuleBook<CreditNoteCommand, CreditNote, CreditNoteEvent> {

  private static final CreditNoteId NOTE = new CreditNoteId("C536379");
  private static final Instant ISSUED_AT = Instant.parse("2010-12-01T09:41:00Z");

  CreditNoteDeciderSpec() {
    super(new CreditNoteDecider());
  }

  @Test
  void a_credit_note_is_issued_once() {
    given().when(issue(line(1, 2))).then(issued(550, line(1, 2)));
    given(issued(550, line(1, 2))).when(issue(line(1, 2))).thenNothing();
  }

  @Test
  void another_credit_note_needs_another_number() {
    given(issued(550, line(1, 2)))
        .when(issue(line(1, 3)))
        .thenRejected(new CreditNoteAlreadyIssued(NOTE));
  }

  @Test
  void its_lines_are_numbered_from_one() {
    given()
        .when(issue(line(2, 1)))
        .thenRejected(new OrderLinesInvalid("C536379", "Lines are numbered from 1, in order."));
  }

  private static CreditNoteCommand issue(OrderLine... lines) {
    return new IssueFreeCreditNote(NOTE, null, "UK", List.of(lines), "discount", ISSUED_AT);
  }

  private static CreditNoteEvent issued(long total, OrderLine... lines) {
    return new CreditNoteIssued(
        NOTE, null, "UK", List.of(lines), gbp(total), "discount", ISSUED_AT);
  }

  private static OrderLine line(int number, int units) {
    return new OrderLine(number, LineKind.SERVICE, new Sku("D"), "Discount", units, gbp(275));
  }

  private static Money gbp(long minor) {
    return Money.of(minor, Currency.GBP);
  }
}
