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

  /// Lines are 1 to 1,000, numbered from 1, with at least 1 unit, no negative price, one currency.
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
