package io.daybook.ordering.event;

import io.daybook.kernel.CreditNoteId;
import io.daybook.kernel.CustomerId;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.EventName;
import io.daybook.kernel.Money;
import io.daybook.kernel.StreamId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything that can have happened to a credit note that names no order.
public sealed interface CreditNoteEvent extends DomainEvent {

  /// The stream type of credit notes.
  String STREAM_TYPE = "credit-note";

  CreditNoteId creditNoteId();

  @Override
  default StreamId stream() {
    return StreamId.of(STREAM_TYPE, creditNoteId());
  }

  /// The lines are owed back, whatever order they came from.
  ///
  /// @param customerId null for a guest
  /// @param lines what is credited, units positive
  /// @param total sum of the lines, positive: owed to the customer
  /// @param issuedAt when it was issued; a trusted channel may report it later
  @EventName("ordering.credit-note-issued")
  record CreditNoteIssued(
      CreditNoteId creditNoteId,
      @Nullable CustomerId customerId,
      String country,
      List<OrderLine> lines,
      Money total,
      String reason,
      Instant issuedAt)
      implements CreditNoteEvent {}
}
