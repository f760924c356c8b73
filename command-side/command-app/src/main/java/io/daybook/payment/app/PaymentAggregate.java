package io.daybook.payment.app;

import io.daybook.kernel.app.AggregateShell;
import io.daybook.kernel.app.Decides;
import io.daybook.kernel.command.Answer;
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
import io.daybook.payment.domain.Payment;
import io.daybook.payment.domain.PaymentDecider;
import io.daybook.payment.event.PaymentEvent;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateRoot;

/// Axon's hold on the payment of one order. The rules are in [PaymentDecider].
@AggregateRoot(type = "Payment")
final class PaymentAggregate extends AggregateShell<PaymentCommand, Payment, PaymentEvent> {

  PaymentAggregate() {
    super(new PaymentDecider());
  }

  @Decides
  Answer on(RequestPayment command) {
    return decide(command);
  }

  @Decides
  Answer on(RecordAuthorization command) {
    return decide(command);
  }

  @Decides
  Answer on(RecordDecline command) {
    return decide(command);
  }

  @Decides
  Answer on(CapturePayment command) {
    return decide(command);
  }

  @Decides
  Answer on(RecordCapture command) {
    return decide(command);
  }

  @Decides
  Answer on(VoidPayment command) {
    return decide(command);
  }

  @Decides
  Answer on(RecordVoid command) {
    return decide(command);
  }

  @Decides
  Answer on(RefundPayment command) {
    return decide(command);
  }

  @Decides
  Answer on(RecordRefund command) {
    return decide(command);
  }

  @EventSourcingHandler
  void on(PaymentEvent event) {
    remember(event);
  }
}
