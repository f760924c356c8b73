package io.daybook.checkout.process;

import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.RefundId;
import io.daybook.payment.command.PaymentCommand;
import io.daybook.payment.command.PaymentCommand.RecordAuthorization;
import io.daybook.payment.command.PaymentCommand.RecordCapture;
import io.daybook.payment.command.PaymentCommand.RecordDecline;
import io.daybook.payment.command.PaymentCommand.RecordRefund;
import io.daybook.payment.command.PaymentCommand.RecordVoid;
import io.daybook.payment.event.PaymentEvent;
import io.daybook.payment.event.PaymentEvent.CaptureRequested;
import io.daybook.payment.event.PaymentEvent.PaymentRequested;
import io.daybook.payment.event.PaymentEvent.RefundRequested;
import io.daybook.payment.event.PaymentEvent.VoidRequested;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// A payment provider that authorizes, declines, says nothing, and answers everything up to twice.
final class SimulatedProvider {

  final Set<OrderId> held = new HashSet<>();
  final Map<OrderId, Integer> captures = new HashMap<>();
  final Map<OrderId, Map<RefundId, Money>> refunds = new HashMap<>();

  private final Map<OrderId, Money> taken = new HashMap<>();
  private final Random random;

  SimulatedProvider(Random random) {
    this.random = random;
  }

  /// What it answers, each of which may arrive at any later time.
  List<PaymentCommand> call(PaymentEvent event) {
    OrderId id = event.orderId();
    return switch (event) {
      case PaymentRequested(_, var amount, _) ->
          switch (random.nextInt(4)) {
            case 0 -> List.of(new RecordDecline(id, "no funds"));
            case 1 -> List.of();
            default -> {
              held.add(id);
              yield twice(new RecordAuthorization(id, amount, "ref-" + id));
            }
          };
      case CaptureRequested(_, var amount, _) -> {
        if (held.remove(id)) {
          captures.merge(id, 1, Integer::sum);
          taken.put(id, amount);
        }
        yield twice(new RecordCapture(id, amount));
      }
      case VoidRequested _ -> {
        held.remove(id);
        yield twice(new RecordVoid(id));
      }
      case RefundRequested(_, var refundId, var amount, _) -> {
        refunds.computeIfAbsent(id, _ -> new HashMap<>()).put(refundId, amount);
        yield twice(new RecordRefund(id, refundId));
      }
      default -> List.of();
    };
  }

  /// What the shop has of the shopper's money.
  long kept(OrderId id) {
    long captured = taken.containsKey(id) ? taken.get(id).minor() : 0;
    return captured
        - refunds.getOrDefault(id, Map.of()).values().stream().mapToLong(Money::minor).sum();
  }

  private List<PaymentCommand> twice(PaymentCommand answer) {
    return random.nextBoolean() ? List.of(answer) : List.of(answer, answer);
  }
}
