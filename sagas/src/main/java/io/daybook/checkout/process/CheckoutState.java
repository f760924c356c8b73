package io.daybook.checkout.process;

import io.daybook.inventory.event.ReservationEvent.ReleaseReason;

/// How far the checkout of one order has come: what was asked for and not answered yet.
public sealed interface CheckoutState {

  /// Nothing was heard of the order.
  record NotStarted() implements CheckoutState {}

  /// The order was asked for.
  record Placing() implements CheckoutState {}

  /// The stock was asked for.
  record Reserving(Terms terms) implements CheckoutState {}

  /// The stock is promised, if any is needed, and the money was asked for.
  record Paying(Terms terms) implements CheckoutState {}

  /// All is there, and the order was asked to be confirmed.
  record Confirming(Terms terms) implements CheckoutState {}

  /// Nobody paid in time, and the order was asked to be rejected.
  ///
  /// @param reason why the stock will be given back
  record Rejecting(Terms terms, ReleaseReason reason) implements CheckoutState {}

  /// The order is confirmed, and the money that is held was asked to be taken.
  record Capturing(Terms terms) implements CheckoutState {}

  /// Nothing is left to do here. What comes later is for [AftercarePolicy].
  record Over() implements CheckoutState {}
}
