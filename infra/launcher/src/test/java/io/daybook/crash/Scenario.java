package io.daybook.crash;

import java.util.stream.Stream;

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
      Ends.SOLD),
  /// A customer whose order is paid registers, gets another address and has all of it erased.
  /// Counts from the registration.
  ERASURE(Card.GOOD, "CustomerRegistered EmailChanged PersonalDataErased / " + Ends.SOLD);

  private final Card card;
  private final String own;
  private final String ends;

  /// @param own how an order ends that nothing holds up
  /// @param others how one may end that was held up
  Scenario(Card card, String own, String... others) {
    this.card = card;
    this.own = own;
    this.ends = String.join("|", Stream.concat(Stream.of(own), Stream.of(others)).toList());
  }

  Card card() {
    return card;
  }

  /// The kinds of streams that its history is in.
  Stream<String> streams() {
    return Stream.of("customer/", "order/", "payment/", "reservation/")
        .skip(this == ERASURE ? 0 : 1);
  }

  /// Whether the order went this scenario's way. One that a busy machine held up may have gone
  /// another's, whose points are not to be looked for here.
  boolean isOwnEnd(String history) {
    return history.matches(own);
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
