package io.daybook.crash;

/// What one order goes through while processes die.
///
/// An end is what the streams of the order, its payment and its reservation hold when all is over.
/// It is the same with and without a death: nothing is left out, and nothing is there twice.
enum Scenario {
  /// A cart is checked out and paid. Counts from the shopper's click.
  CHECKOUT(Card.GOOD, Ends.SOLD),
  /// A paid order is called off: the money goes back. Counts from the call.
  CANCELLATION(
      Card.GOOD,
      "OrderPlaced OrderConfirmed OrderCancelled"
          + " / PaymentRequested PaymentAuthorized CaptureRequested PaymentCaptured"
          + " RefundRequested PaymentRefunded"
          + " / ReservationMade ReservationReleased"),
  /// An order is called off while the provider says nothing. Counts from the call.
  CHANGE_OF_MIND(
      Card.SILENT,
      "OrderPlaced OrderCancelled"
          + " / PaymentRequested VoidRequested PaymentVoided"
          + " / ReservationMade ReservationReleased"),
  /// A paid order is shipped and comes back. Counts from the shipment.
  RETURN(
      Card.GOOD,
      "OrderPlaced OrderConfirmed OrderShipped GoodsReturned"
          + " / PaymentRequested PaymentAuthorized CaptureRequested PaymentCaptured"
          + " RefundRequested PaymentRefunded"
          + " / ReservationMade ReservationShipped"),
  /// The provider answers after the order's time is up. Counts from the shopper's click. After a
  /// death both are due at once, and then the answer may come first: that is a sale.
  LATE_SUCCESS(
      Card.LATE,
      "OrderPlaced OrderRejected"
          + " / PaymentRequested( VoidRequested( PaymentVoided)?)? PaymentAuthorized"
          + " VoidRequested PaymentVoided"
          + " / ReservationMade ReservationReleased",
      Ends.SOLD);

  private final Card card;
  private final String ends;

  Scenario(Card card, String... ends) {
    this.card = card;
    this.ends = String.join("|", ends);
  }

  Card card() {
    return card;
  }

  boolean isEnd(String history) {
    return history.matches(ends);
  }

  /// The sandbox's cards, by what they do.
  enum Card {
    GOOD("4242424242424242"),
    SILENT("4000000000000119"),
    LATE("4000000000000341");

    private final String number;

    Card(String number) {
      this.number = number;
    }

    String number() {
      return number;
    }
  }

  private static final class Ends {
    static final String SOLD =
        "OrderPlaced OrderConfirmed"
            + " / PaymentRequested PaymentAuthorized CaptureRequested PaymentCaptured"
            + " / ReservationMade";
  }
}
