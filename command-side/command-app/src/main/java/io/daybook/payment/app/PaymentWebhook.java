package io.daybook.payment.app;

import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.RefundId;
import io.daybook.payment.command.PaymentCommand;
import io.daybook.payment.command.PaymentCommand.RecordAuthorization;
import io.daybook.payment.command.PaymentCommand.RecordCapture;
import io.daybook.payment.command.PaymentCommand.RecordDecline;
import io.daybook.payment.command.PaymentCommand.RecordRefund;
import io.daybook.payment.command.PaymentCommand.RecordVoid;
import io.daybook.web.FieldError;
import io.daybook.web.ProblemException;
import io.daybook.web.RequestProblems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a provider tells about a payment, as the contract has it.
public record PaymentWebhook(String type, Data data) {

  /// The command that records it.
  ///
  /// @throws ProblemException when a field is missing that its type requires
  PaymentCommand command() {
    OrderId order = data.orderId();
    return switch (type) {
      case "payment.authorized" ->
          new RecordAuthorization(
              order,
              required("amount", data.amount()),
              required("providerReference", data.providerReference()));
      case "payment.declined" -> new RecordDecline(order, required("reason", data.reason()));
      case "payment.captured" -> new RecordCapture(order, required("amount", data.amount()));
      case "payment.voided" -> new RecordVoid(order);
      case "payment.refunded" -> new RecordRefund(order, required("refundId", data.refundId()));
      default -> throw new IllegalStateException("The contract has no type " + type);
    };
  }

  private static <T> T required(String field, @Nullable T value) {
    if (value == null) {
      String pointer = "#/data/" + field;
      throw new ProblemException(
          RequestProblems.INVALID
              .saying(pointer + " is missing")
              .withErrors(List.of(FieldError.field(pointer, "is missing"))));
    }
    return value;
  }

  /// What it is about; which of the rest is there depends on the type.
  public record Data(
      OrderId orderId,
      @Nullable String providerReference,
      @Nullable Money amount,
      @Nullable String reason,
      @Nullable RefundId refundId) {}
}
