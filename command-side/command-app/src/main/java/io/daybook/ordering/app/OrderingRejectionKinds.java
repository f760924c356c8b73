package io.daybook.ordering.app;

import static io.daybook.kernel.app.RejectionKind.kind;

import io.daybook.kernel.app.RejectionKind;
import io.daybook.kernel.app.RejectionKinds;
import io.daybook.ordering.command.OrderingRejection.CreditExceedsPaid;
import io.daybook.ordering.command.OrderingRejection.CreditNoteAlreadyIssued;
import io.daybook.ordering.command.OrderingRejection.OrderAlreadyPlaced;
import io.daybook.ordering.command.OrderingRejection.OrderLinesInvalid;
import io.daybook.ordering.command.OrderingRejection.OrderStateForbids;
import io.daybook.ordering.command.OrderingRejection.OrderUnknown;
import io.daybook.ordering.command.OrderingRejection.ReturnExceedsShipped;
import java.util.List;

/// How the rejections of ordering are shown to callers.
final class OrderingRejectionKinds implements RejectionKinds {

  @Override
  public List<RejectionKind<?>> kinds() {
    return List.of(
        kind(
            OrderUnknown.class,
            "ordering/order-unknown",
            404,
            "There is no such order.",
            "Look the number up.",
            it -> "Nobody placed order %s.".formatted(it.orderId())),
        kind(
            OrderAlreadyPlaced.class,
            "ordering/order-already-placed",
            409,
            "Another order has this number.",
            "Use a number once.",
            it -> "Order %s was placed with other contents.".formatted(it.orderId())),
        kind(
            OrderLinesInvalid.class,
            "ordering/lines-invalid",
            422,
            "The lines can't be those of one document.",
            "Send 1 to 1,000 lines in one currency, each with at least 1 unit and no negative price.",
            it -> "%s: %s".formatted(it.document(), it.rule())),
        kind(
            OrderStateForbids.class,
            "ordering/state-forbids",
            409,
            "The order is in a state that forbids it.",
            "Look at the order.",
            it -> "Order %s is %s: it can't %s.".formatted(it.orderId(), it.state(), it.wish())),
        kind(
            ReturnExceedsShipped.class,
            "ordering/return-exceeds-shipped",
            409,
            "More would come back than was shipped.",
            "Take back at most what is `returnable`.",
            it ->
                "%d of %s can't come back to order %s, only %d."
                    .formatted(it.units(), it.sku(), it.orderId(), it.returnable())),
        kind(
            CreditExceedsPaid.class,
            "ordering/credit-exceeds-paid",
            409,
            "More would be owed back than was paid.",
            "Credit at most what was paid and not yet given back.",
            it ->
                "%d can't be credited to order %s, only %d (minor units)."
                    .formatted(it.amount().minor(), it.orderId(), it.creditable().minor())),
        kind(
            CreditNoteAlreadyIssued.class,
            "ordering/credit-note-already-issued",
            409,
            "Another credit note has this number.",
            "Use a number once.",
            it -> "Credit note %s was issued with other contents.".formatted(it.creditNoteId())));
  }
}
