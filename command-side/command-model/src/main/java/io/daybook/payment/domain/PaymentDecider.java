package io.daybook.payment.domain;

import static io.daybook.kernel.domain.Decision.accept;
import static io.daybook.kernel.domain.Decision.nothing;
import static io.daybook.kernel.domain.Decision.reject;

import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.RefundId;
import io.daybook.kernel.domain.Decider;
import io.daybook.kernel.domain.Decision;
import io.daybook.payment.command.PaymentCommand;
import io.daybook.payment.command.PaymentCommand.CapturePayment;
import io.daybook.payment.command.PaymentCommand.RecordAuthorization;
import io.daybook.payment.command.PaymentCommand.RecordCapture;
import io.daybook.payment.command.PaymentCommand.RecordDecline;
import io.daybook.payment.command.PaymentCommand.RecordRefund;
import io.daybook.payment.command.PaymentCommand.RecordVoid;
import io.daybook.payment.command.PaymentCommand.RefundPayment;
import io.daybook.payment.command.PaymentCommand.RequestPayment;
import io.daybook.payment.command.PaymentCommand.VoidPayment;
import io.daybook.payment.command.PaymentRejection.PaymentAmountDiffers;
import io.daybook.payment.command.PaymentRejection.PaymentAmountNotPositive;
import io.daybook.payment.command.PaymentRejection.PaymentStateForbids;
import io.daybook.payment.command.PaymentRejection.PaymentUnknown;
import io.daybook.payment.command.PaymentRejection.RefundExceedsCaptured;
import io.daybook.payment.domain.Payment.Refund;
import io.daybook.payment.domain.Payment.Status;
import io.daybook.payment.event.PaymentEvent;
import io.daybook.payment.event.PaymentEvent.CaptureRequested;
import io.daybook.payment.event.PaymentEvent.PaymentAuthorized;
import io.daybook.payment.event.PaymentEvent.PaymentCaptured;
import io.daybook.payment.event.PaymentEvent.PaymentDeclined;
import io.daybook.payment.event.PaymentEvent.PaymentRefunded;
import io.daybook.payment.event.PaymentEvent.PaymentRequested;
import io.daybook.payment.event.PaymentEvent.PaymentVoided;
import io.daybook.payment.event.PaymentEvent.RefundRequested;
import io.daybook.payment.event.PaymentEvent.VoidRequested;
import java.util.Locale;

/// The rules of the one payment of an order. The provider's answers may come late, early or twice.
///
/// Two of them carry the money: it is captured at most once, and an authorization that comes after
/// the payment was undone or declined is let go of in the same breath, never kept.
public final class PaymentDecider implements Decider<PaymentCommand, Payment, PaymentEvent> {

  @Override
  public Payment initial() {
    return Payment.NONE;
  }

  @Override
  public Decision<PaymentEvent> decide(PaymentCommand command, Payment payment) {
    return switch (command) {
      case RequestPayment(var id, var amount, _) when !amount.isPositive() ->
          reject(new PaymentAmountNotPositive(id, amount));
      case RequestPayment(var id, var amount, var token) when payment.is(Status.UNKNOWN) ->
          accept(new PaymentRequested(id, amount, token));
      case RequestPayment c when !payment.wasRequested() -> reject(forbids(payment, c, "request"));
      case RequestPayment(_, var amount, _) when amount.equals(payment.requested()) -> nothing();
      case RequestPayment(var id, _, _) ->
          reject(new PaymentAmountDiffers(id, payment.requested()));

      case VoidPayment(var id) when payment.is(Status.UNKNOWN) -> accept(new PaymentVoided(id));
      case VoidPayment _ when payment.isUndone() -> nothing();

      case PaymentCommand c when !payment.wasRequested() -> reject(new PaymentUnknown(c.orderId()));

      case VoidPayment(var id) when payment.is(Status.REQUESTED) || payment.is(Status.AUTHORIZED) ->
          accept(new VoidRequested(id));
      case VoidPayment(var id) when payment.isTaken() && payment.refundable().isPositive() ->
          accept(refund(id, RefundId.of("void", id), payment.refundable(), payment));
      case VoidPayment _ -> nothing();

      case RecordAuthorization _ when payment.wasHeld() -> nothing();
      case RecordAuthorization(var id, var amount, var reference)
          when payment.isUndone() || payment.is(Status.DECLINED) ->
          accept(new PaymentAuthorized(id, amount, reference), new VoidRequested(id));
      case RecordAuthorization(var id, var amount, _) when !amount.equals(payment.requested()) ->
          reject(new PaymentAmountDiffers(id, payment.requested()));
      case RecordAuthorization(var id, var amount, var reference) ->
          accept(new PaymentAuthorized(id, amount, reference));

      case RecordDecline(var id, var reason) when payment.is(Status.REQUESTED) ->
          accept(new PaymentDeclined(id, reason));
      case RecordDecline(var id, _) when payment.is(Status.VOID_REQUESTED) && !payment.wasHeld() ->
          accept(new PaymentVoided(id));
      case RecordDecline _ when payment.is(Status.DECLINED) || payment.isUndone() -> nothing();
      case RecordDecline c -> reject(forbids(payment, c, "decline"));

      case CapturePayment(var id) when payment.is(Status.AUTHORIZED) ->
          accept(new CaptureRequested(id, payment.requested(), payment.held()));
      case CapturePayment _ when payment.isTaken() -> nothing();
      case CapturePayment c -> reject(forbids(payment, c, "capture"));

      case RecordCapture c when !payment.isTaken() ->
          reject(forbids(payment, c, "record the capture of"));
      case RecordCapture(var id, var amount) when !amount.equals(payment.requested()) ->
          reject(new PaymentAmountDiffers(id, payment.requested()));
      case RecordCapture _ when payment.is(Status.CAPTURED) -> nothing();
      case RecordCapture(var id, var amount) -> accept(new PaymentCaptured(id, amount));

      case RecordVoid(var id) when payment.is(Status.VOID_REQUESTED) ->
          accept(new PaymentVoided(id));
      case RecordVoid _ when payment.is(Status.VOIDED) -> nothing();
      case RecordVoid c -> reject(forbids(payment, c, "record the void of"));

      case RefundPayment(var id, _, var amount) when !amount.isPositive() ->
          reject(new PaymentAmountNotPositive(id, amount));
      case RefundPayment _ when payment.isUndone() -> nothing();
      case RefundPayment(var id, _, var amount)
          when payment.is(Status.AUTHORIZED) && amount.equals(payment.requested()) ->
          accept(new VoidRequested(id));
      case RefundPayment c when !payment.isTaken() -> reject(forbids(payment, c, "refund"));
      case RefundPayment(var id, var refundId, var amount)
          when payment.refund(refundId) instanceof Refund(var before, _) ->
          amount.equals(before) ? nothing() : reject(new PaymentAmountDiffers(id, before));
      case RefundPayment(var id, _, var amount) when !amount.isWithin(payment.refundable()) ->
          reject(new RefundExceedsCaptured(id, amount, payment.refundable()));
      case RefundPayment(var id, var refundId, var amount) ->
          accept(refund(id, refundId, amount, payment));

      case RecordRefund(var id, var refundId)
          when payment.refund(refundId) instanceof Refund(var amount, var done) ->
          done ? nothing() : refunded(id, refundId, amount, payment);
      case RecordRefund c -> reject(forbids(payment, c, "record that refund of"));
    };
  }

  @Override
  public Payment evolve(Payment payment, PaymentEvent event) {
    return switch (event) {
      case PaymentRequested(_, var amount, _) -> payment.requesting(amount);
      case PaymentAuthorized(_, _, var reference) -> payment.holding(reference);
      case PaymentDeclined _ -> payment.now(Status.DECLINED);
      case CaptureRequested _ -> payment.now(Status.CAPTURING);
      case PaymentCaptured _ -> payment.now(Status.CAPTURED);
      case VoidRequested _ -> payment.now(Status.VOID_REQUESTED);
      case PaymentVoided _ -> payment.now(Status.VOIDED);
      case RefundRequested(_, var refundId, var amount, _) ->
          payment.with(refundId, new Refund(amount, false));
      case PaymentRefunded(_, var refundId, var amount) ->
          payment.with(refundId, new Refund(amount, true));
    };
  }

  private static PaymentEvent refund(OrderId id, RefundId refundId, Money amount, Payment payment) {
    return new RefundRequested(id, refundId, amount, payment.held());
  }

  /// What went back had been taken: the refund's answer may overtake the capture's.
  private static Decision<PaymentEvent> refunded(
      OrderId id, RefundId refundId, Money amount, Payment payment) {
    PaymentEvent refunded = new PaymentRefunded(id, refundId, amount);
    return payment.is(Status.CAPTURED)
        ? accept(refunded)
        : accept(new PaymentCaptured(id, payment.requested()), refunded);
  }

  private static PaymentStateForbids forbids(Payment payment, PaymentCommand command, String wish) {
    String state = payment.status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return new PaymentStateForbids(command.orderId(), state, wish);
  }
}
