package io.daybook.bench.shop;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/// The commands and events of the shop that is built with what Axon brings along.
interface StockWords {

  record OpenCart(@TargetAggregateIdentifier String cart) {}

  record SetLine(@TargetAggregateIdentifier String cart, String sku, int units) {}

  record CheckOut(@TargetAggregateIdentifier String cart, String order) {}

  record PlaceOrder(@TargetAggregateIdentifier String order, String sku, int units) {}

  record ConfirmOrder(@TargetAggregateIdentifier String order) {}

  record RejectOrder(@TargetAggregateIdentifier String order, String reason) {}

  record ReceiveStock(@TargetAggregateIdentifier String item, int units) {}

  /// Answered with whether there is enough.
  record ReserveStock(@TargetAggregateIdentifier String item, String order, int units) {}

  record RequestPayment(@TargetAggregateIdentifier String payment, String order, long amount) {}

  record RecordAuthorization(@TargetAggregateIdentifier String payment) {}

  record CapturePayment(@TargetAggregateIdentifier String payment) {}

  record RecordCapture(@TargetAggregateIdentifier String payment) {}

  record CartOpened(String cart) {}

  record LineSet(String cart, String sku, int units) {}

  record CartCheckedOut(String cart, String order, String sku, int units) {}

  record OrderPlaced(String order, String sku, int units) {}

  record OrderConfirmed(String order) {}

  record OrderRejected(String order, String reason) {}

  record StockReceived(String item, int units) {}

  record StockReserved(String item, String order, int units) {}

  record PaymentRequested(String payment, String order, long amount) {}

  record PaymentAuthorized(String payment, String order) {}

  record CaptureRequested(String payment, String order) {}

  record PaymentCaptured(String payment, String order) {}
}
