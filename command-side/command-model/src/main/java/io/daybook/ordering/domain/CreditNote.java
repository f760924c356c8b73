package io.daybook.ordering.domain;

import io.daybook.ordering.event.CreditNoteEvent.CreditNoteIssued;

/// One credit note that names no order, as far as decisions about it need to know.
public sealed interface CreditNote {

  /// Nobody issued it.
  record Unissued() implements CreditNote {}

  /// @param content as it was issued, to tell a repetition from a mistake
  record Issued(CreditNoteIssued content) implements CreditNote {}
}
