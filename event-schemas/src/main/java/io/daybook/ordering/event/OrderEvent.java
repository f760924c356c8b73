package io.daybook.ordering.event;

import io.daybook.kernel.CreditNoteId;
import io.daybook.kernel.CustomerId;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.EventName;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.ReturnId;
import io.daybook.kernel.StreamId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything that can have happened to one order. Each ends confirmed, rejected or cancelled.
public sealed interface OrderEvent extends DomainEvent {

  /// The stream type of orders.
  String STREAM_TYPE = "order";

  OrderId orderId();

  @Override
  default StreamId stream() {
    return StreamId.of(STREAM_TYPE, orderId());
  }

  /// Somebody wants these goods; whether they get them is not decided yet.
  ///
  /// @param customerId null for a guest
  /// @param channel who placed it
  /// @param country where it goes, in the channel's own words
  /// @param lines 1 to 1,000, numbered from 1
  /// @param total sum of the lines
  /// @param paymentToken what the payment provider gave the shopper for their card
  /// @param placedAt when the shopper placed it; a trusted channel may report it later
  @EventName("ordering.order-placed")
  record OrderPlaced(
      OrderId orderId,
      @Nullable CustomerId customerId,
      Channel channel,
      String country,
      List<OrderLine> lines,
      Money total,
      String paymentToken,
      Instant placedAt)
      implements OrderEvent {}

  /// Stock is promised and the money is authorized.
  @EventName("ordering.order-confirmed")
  record OrderConfirmed(OrderId orderId) implements OrderEvent {}

  @EventName("ordering.order-rejected")
  record OrderRejected(OrderId orderId, RejectReason reason) implements OrderEvent {}

  /// The order is off; what had been done for it is being undone.
  ///
  /// @param confirmed whether it had been confirmed before
  /// @param total what the order came to
  @EventName("ordering.order-cancelled")
  record OrderCancelled(OrderId orderId, String reason, boolean confirmed, Money total)
      implements OrderEvent {}

  /// Some units of a confirmed order are off before they left the house, and their price is owed to
  /// the customer.
  ///
  /// @param number of such cancellations of this order, from 1
  /// @param lines what is off; a sku stands in it once
  /// @param refund what is owed for it: the price of these units, at most what is not given back
  ///   yet
  @EventName("ordering.lines-cancelled")
  record LinesCancelled(
      OrderId orderId, int number, List<ReturnedLine> lines, Money refund, String reason)
      implements OrderEvent {}

  /// The goods left the house.
  @EventName("ordering.order-shipped")
  record OrderShipped(OrderId orderId) implements OrderEvent {}

  /// Goods came back and their price is owed to the customer.
  ///
  /// @param lines what came back
  /// @param refund what is owed for it: the price of these units, at most what is not given back
  ///   yet
  @EventName("ordering.goods-returned")
  record GoodsReturned(
      OrderId orderId, ReturnId returnId, List<ReturnedLine> lines, Money refund, String reason)
      implements OrderEvent {}

  /// Part of the price is owed back without goods coming back.
  @EventName("ordering.order-credited")
  record OrderCredited(OrderId orderId, CreditNoteId creditNoteId, Money amount, String reason)
      implements OrderEvent {}

  /// Who placed an order.
  enum Channel {
    /// A shopper, through a cart.
    SHOP,
    /// Another system of the retailer that sets prices and dates itself.
    TRUSTED
  }

  /// Why an order was rejected.
  enum RejectReason {
    OUT_OF_STOCK,
    PAYMENT_DECLINED,
    PAYMENT_TIMED_OUT
  }
}
