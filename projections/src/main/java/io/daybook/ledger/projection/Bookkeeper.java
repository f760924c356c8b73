package io.daybook.ledger.projection;

import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.ledger.query.Account;
import io.daybook.ordering.event.CreditNoteEvent.CreditNoteIssued;
import io.daybook.ordering.event.OrderEvent;
import io.daybook.ordering.event.OrderEvent.GoodsReturned;
import io.daybook.ordering.event.OrderEvent.LinesCancelled;
import io.daybook.ordering.event.OrderEvent.OrderCancelled;
import io.daybook.ordering.event.OrderEvent.OrderConfirmed;
import io.daybook.ordering.event.OrderEvent.OrderCredited;
import io.daybook.ordering.event.OrderEvent.OrderPlaced;
import io.daybook.payment.event.PaymentEvent;
import io.daybook.payment.event.PaymentEvent.PaymentAuthorized;
import io.daybook.payment.event.PaymentEvent.PaymentCaptured;
import io.daybook.payment.event.PaymentEvent.PaymentRefunded;
import io.daybook.payment.event.PaymentEvent.PaymentVoided;
import java.util.Map;
import java.util.Optional;

/// Which account each event debits and which one it credits.
///
/// A confirmed order is revenue that its customer owes; held money settles that, captured money
/// moves on to clearing. What is given up again goes to refunds, never back out of revenue, and is
/// owed to the customer until the provider has paid it out. An order that ended well leaves its
/// customer at 0. Not thread-safe.
final class Bookkeeper {

  private final Map<OrderId, OrderMoney> orders;

  /// @param orders the orders that were placed before; those placed now are added
  Bookkeeper(Map<OrderId, OrderMoney> orders) {
    this.orders = orders;
  }

  /// The order that money moved for; empty when it moved for none.
  static Optional<OrderId> orderOf(DomainEvent event) {
    return event instanceof PaymentRefunded(var id, _, _) ? Optional.of(id) : about(event);
  }

  /// The order whose earlier events matter to this one; empty when none do.
  static Optional<OrderId> about(DomainEvent event) {
    return switch (event) {
      case OrderConfirmed(var id) -> Optional.of(id);
      case OrderCancelled(var id, _, _, _) -> Optional.of(id);
      case LinesCancelled it -> Optional.of(it.orderId());
      case GoodsReturned it -> Optional.of(it.orderId());
      case OrderCredited it -> Optional.of(it.orderId());
      case PaymentAuthorized(var id, _, _) -> Optional.of(id);
      case PaymentCaptured(var id, _) -> Optional.of(id);
      case PaymentVoided(var id) -> Optional.of(id);
      default -> Optional.empty();
    };
  }

  /// Whether [#post] does anything about it.
  static boolean minds(DomainEvent event) {
    return about(event).isPresent()
        || event instanceof OrderPlaced
        || event instanceof PaymentRefunded
        || event instanceof CreditNoteIssued;
  }

  /// What `event` posts; empty when it moves no money.
  Optional<Entry> post(DomainEvent event) {
    return switch (event) {
      case OrderEvent it -> order(it);
      case PaymentEvent it -> payment(it);
      case CreditNoteIssued it -> entry(Account.REFUNDS, Account.CUSTOMER, it.total());
      default -> Optional.empty();
    };
  }

  private Optional<Entry> order(OrderEvent event) {
    return switch (event) {
      case OrderPlaced it -> {
        orders.putIfAbsent(it.orderId(), OrderMoney.of(it.total()));
        yield Optional.empty();
      }
      case OrderConfirmed(var id) ->
          Optional.ofNullable(orders.get(id))
              .flatMap(it -> entry(Account.CUSTOMER, Account.REVENUE, it.total()));
      case OrderCancelled(var id, _, var confirmed, var total) ->
          confirmed ? giveBack(id, known(id, total).left()) : Optional.empty();
      case LinesCancelled it -> giveBack(it.orderId(), it.refund());
      case GoodsReturned it -> giveBack(it.orderId(), it.refund());
      case OrderCredited it -> giveBack(it.orderId(), it.amount());
      default -> Optional.empty();
    };
  }

  private Optional<Entry> payment(PaymentEvent event) {
    return switch (event) {
      case PaymentAuthorized(var id, var amount, _) -> {
        orders.put(id, known(id, amount).holding(amount));
        yield entry(Account.HELD, Account.CUSTOMER, amount);
      }
      case PaymentCaptured(var id, var amount) -> {
        orders.put(id, known(id, amount).holding(amount.times(-1)));
        yield entry(Account.CLEARING, Account.HELD, amount);
      }
      case PaymentVoided(var id) ->
          Optional.ofNullable(orders.get(id)).flatMap(it -> letGo(id, it));
      case PaymentRefunded(_, _, var amount) -> entry(Account.CUSTOMER, Account.CLEARING, amount);
      default -> Optional.empty();
    };
  }

  private Optional<Entry> letGo(OrderId id, OrderMoney order) {
    orders.put(id, order.holding(order.held().times(-1)));
    return entry(Account.CUSTOMER, Account.HELD, order.held());
  }

  private Optional<Entry> giveBack(OrderId id, Money amount) {
    orders.put(id, known(id, amount).givingBack(amount));
    return entry(Account.REFUNDS, Account.CUSTOMER, amount);
  }

  /// A log whose order is missing is the auditor's to report; here its money is posted all the
  /// same.
  private OrderMoney known(OrderId id, Money money) {
    return orders.getOrDefault(id, OrderMoney.of(Money.zero(money.currency())));
  }

  private static Optional<Entry> entry(Account debit, Account credit, Money amount) {
    return amount.isPositive() ? Optional.of(new Entry(debit, credit, amount)) : Optional.empty();
  }
}
