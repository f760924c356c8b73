package io.daybook.ordering.command;

import io.daybook.kernel.CreditNoteId;
import io.daybook.kernel.CustomerId;
import io.daybook.kernel.StreamId;
import io.daybook.kernel.command.Command;
import io.daybook.ordering.event.CreditNoteEvent;
import io.daybook.ordering.event.OrderLine;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything that can be asked of a credit note that names no order.
public sealed interface CreditNoteCommand extends Command {

  CreditNoteId creditNoteId();

  @Override
  default StreamId stream() {
    return StreamId.of(CreditNoteEvent.STREAM_TYPE, creditNoteId());
  }

  /// Issue it.
  ///
  /// @param customerId null for a guest
  /// @param lines 1 to 1,000 with positive units, all in one currency
  record IssueFreeCreditNote(
      CreditNoteId creditNoteId,
      @Nullable CustomerId customerId,
      String country,
      List<OrderLine> lines,
      String reason,
      Instant issuedAt)
      implements CreditNoteCommand {}
}
