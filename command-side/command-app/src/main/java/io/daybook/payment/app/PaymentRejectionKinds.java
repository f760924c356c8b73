package io.daybook.payment.app;

import static io.daybook.kernel.app.RejectionKind.kind;

import io.daybook.kernel.app.RejectionKind;
import io.daybook.kernel.app.RejectionKinds;
import io.daybook.payment.command.PaymentRejection.PaymentAmountDiffers;
import io.daybook.payment.command.PaymentRejection.PaymentAmountNotPositive;
import io.daybook.payment.command.PaymentRejection.PaymentStateForbids;
import io.daybook.payment.command.PaymentRejection.PaymentUnknown;
import io.daybook.payment.command.PaymentRejection.RefundExceedsCaptured;
import java.util.List;

/// How the rejections of payment are shown to callers.
final class PaymentRejectionKinds implements RejectionKinds {

  @Override
  public List<RejectionKind<?>> kinds() {
    return List.of(
        kind(
            PaymentUnknown.class,
            "payment/unknown",
            404,
            "There is no such payment.",
            "Look at the order.",
            it -> "Nobody asked for a payment of order %s.".formatted(it.orderId())),
        kind(
            PaymentAmountDiffers.class,
            "payment/amount-differs",
            409,
            "The payment is about another amount.",
            "Look at the order.",
            it ->
                "The payment of order %s is about %d minor units."
                    .formatted(it.orderId(), it.requested().minor())),
        kind(
            PaymentAmountNotPositive.class,
            "payment/amount-not-positive",
            422,
            "There is nothing to move.",
            "Name an amount above zero.",
            it ->
                "%d is no amount to move for order %s."
                    .formatted(it.amount().minor(), it.orderId())),
        kind(
            PaymentStateForbids.class,
            "payment/state-forbids",
            409,
            "The payment is in a state that forbids it.",
            "Look at the order.",
            it ->
                "The payment of order %s is %s: it can't %s."
                    .formatted(it.orderId(), it.state(), it.wish())),
        kind(
            RefundExceedsCaptured.class,
            "payment/refund-exceeds-captured",
            409,
            "More would go back than was taken.",
            "Refund at most what was captured and not yet given back.",
            it ->
                "%d can't be refunded to order %s, only %d (minor units)."
                    .formatted(it.amount().minor(), it.orderId(), it.refundable().minor())));
  }
}
