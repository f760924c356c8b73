package io.daybook.ordering.command;

import io.daybook.kernel.CreditNoteId;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import io.daybook.kernel.command.Rejection;

/// Why an order or a credit note refuses.
public sealed interface OrderingRejection extends Rejection {

  /// Nobody placed it.
  record OrderUnknown(OrderId orderId) implements OrderingRejection {}

  /// Another order was placed under this id.
  record OrderAlreadyPlaced(OrderId orderId) implements OrderingRejection {}

  /// Lines are 1 to 1,000, numbered from 1, of 1 to 1,000,000 units, at 0 to 1,000,000,000 minor
  /// units of one currency; lines that come back have at least 1 unit.
  ///
  /// @param document the order, credit note or return that they stand in
  /// @param rule the one that they break, as a sentence
  record OrderLinesInvalid(String document, String rule) implements OrderingRejection {}

  /// In its state the order can't do that.
  ///
  /// @param state such as `rejected`
  /// @param wish such as `ship`
  record OrderStateForbids(OrderId orderId, String state, String wish)
      implements OrderingRejection {}

  /// More would come back than was shipped and not yet returned.
  record ReturnExceedsShipped(OrderId orderId, Sku sku, int units, int returnable)
      implements OrderingRejection {}

  /// More would be owed back than was paid and not yet given back, or nothing at all.
  record CreditExceedsPaid(OrderId orderId, Money amount, Money creditable)
      implements OrderingRejection {}

  /// Another credit note was issued under this id.
  record CreditNoteAlreadyIssued(CreditNoteId creditNoteId) implements OrderingRejection {}
}
