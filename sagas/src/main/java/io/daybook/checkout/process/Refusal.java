package io.daybook.checkout.process;

import io.daybook.cart.command.CartCommand.AbandonCart;
import io.daybook.inventory.command.InventoryRejection.NothingReserved;
import io.daybook.inventory.command.ReservationCommand.ShipReservation;
import io.daybook.kernel.command.Command;
import io.daybook.kernel.command.Rejection;
import io.daybook.ordering.command.OrderCommand.ConfirmOrder;
import io.daybook.ordering.command.OrderCommand.RejectOrder;
import io.daybook.ordering.command.OrderingRejection.OrderStateForbids;
import io.daybook.payment.command.PaymentCommand.CapturePayment;
import io.daybook.payment.command.PaymentCommand.RefundPayment;
import io.daybook.payment.command.PaymentCommand.RequestPayment;
import io.daybook.payment.command.PaymentRejection.PaymentStateForbids;
import io.daybook.payment.command.PaymentRejection.RefundExceedsCaptured;

/// A command that was refused: an answer, not a failure. It is either foreseen or somebody's
/// mistake that a person must look at.
public record Refusal(Command command, Rejection rejection) {

  /// Whether this can happen in a healthy shop.
  public boolean isForeseen() {
    return switch (this) {
      // The order was cancelled, or ended otherwise, at the same moment; its event tells.
      case Refusal(ConfirmOrder _, OrderStateForbids _) -> true;
      case Refusal(RejectOrder _, OrderStateForbids _) -> true;
      // The order was cancelled, so the payment was undone before it was asked for or taken.
      case Refusal(RequestPayment _, PaymentStateForbids _) -> true;
      case Refusal(CapturePayment _, PaymentStateForbids _) -> true;
      // It was cancelled after a credit, and all its money has gone back already.
      case Refusal(RefundPayment _, RefundExceedsCaptured(_, _, var left)) -> left.isZero();
      // An order of services alone holds no stock.
      case Refusal(ShipReservation _, NothingReserved _) -> true;
      // Somebody touched the cart, or checked out, at the last moment.
      case Refusal(AbandonCart _, _) -> true;
      case Refusal(_, _) -> false;
    };
  }
}
