package io.daybook.kernel.projection;

import io.daybook.kernel.OrderId;
import io.daybook.ordering.event.CreditNoteEvent.CreditNoteIssued;
import io.daybook.ordering.event.OrderEvent.GoodsReturned;
import io.daybook.ordering.event.OrderEvent.LinesCancelled;
import io.daybook.ordering.event.OrderEvent.OrderCancelled;
import io.daybook.ordering.event.OrderEvent.OrderConfirmed;
import io.daybook.ordering.event.OrderEvent.OrderCredited;
import io.daybook.ordering.event.OrderEvent.OrderPlaced;
import io.daybook.payment.event.PaymentEvent.PaymentAuthorized;
import io.daybook.payment.event.PaymentEvent.PaymentCaptured;
import io.daybook.payment.event.PaymentEvent.PaymentRefunded;
import io.daybook.payment.event.PaymentEvent.PaymentVoided;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// Pence by account, found the slow way: each account by what it means, without double entry.
final class NaiveLedger {

  private final Map<OrderId, Long> totals = new HashMap<>();
  private final Map<OrderId, Long> held = new HashMap<>();
  private final Map<OrderId, Long> givenUp = new HashMap<>();
  private final Map<OrderId, Long> paid = new HashMap<>();
  private long revenue;
  private long notes;

  void on(LoggedEvent logged) {
    switch (logged.event()) {
      case OrderPlaced it -> totals.put(it.orderId(), it.total().minor());
      case OrderConfirmed(var id) -> revenue += totals.getOrDefault(id, 0L);
      case OrderCancelled(var id, _, var confirmed, var total) -> {
        if (confirmed) {
          givenUp.put(id, total.minor());
        }
      }
      case LinesCancelled it -> givenUp.merge(it.orderId(), it.refund().minor(), Long::sum);
      case GoodsReturned it -> givenUp.merge(it.orderId(), it.refund().minor(), Long::sum);
      case OrderCredited it -> givenUp.merge(it.orderId(), it.amount().minor(), Long::sum);
      case CreditNoteIssued it -> notes += it.total().minor();
      case PaymentAuthorized(var id, var amount, _) -> held.merge(id, amount.minor(), Long::sum);
      case PaymentCaptured(var id, var amount) -> {
        held.merge(id, -amount.minor(), Long::sum);
        paid.merge(id, amount.minor(), Long::sum);
      }
      case PaymentVoided(var id) -> held.put(id, 0L);
      case PaymentRefunded(var id, _, var amount) -> paid.merge(id, -amount.minor(), Long::sum);
      default -> {} // Moves no money.
    }
  }

  Map<String, Long> balances() {
    Map<String, Long> balances = new TreeMap<>();
    balances.put("REVENUE", -revenue);
    balances.put("REFUNDS", sum(givenUp) + notes);
    balances.put("HELD", sum(held));
    balances.put("CLEARING", sum(paid));
    balances.put("CUSTOMER", revenue - sum(givenUp) - notes - sum(held) - sum(paid));
    return balances;
  }

  private static long sum(Map<OrderId, Long> amounts) {
    return amounts.values().stream().mapToLong(Long::longValue).sum();
  }
}
