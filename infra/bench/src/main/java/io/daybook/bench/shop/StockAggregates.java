package io.daybook.bench.shop;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.daybook.bench.shop.StockWords.CapturePayment;
import io.daybook.bench.shop.StockWords.CaptureRequested;
import io.daybook.bench.shop.StockWords.CartCheckedOut;
import io.daybook.bench.shop.StockWords.CartOpened;
import io.daybook.bench.shop.StockWords.CheckOut;
import io.daybook.bench.shop.StockWords.ConfirmOrder;
import io.daybook.bench.shop.StockWords.LineSet;
import io.daybook.bench.shop.StockWords.OpenCart;
import io.daybook.bench.shop.StockWords.OrderConfirmed;
import io.daybook.bench.shop.StockWords.OrderPlaced;
import io.daybook.bench.shop.StockWords.OrderRejected;
import io.daybook.bench.shop.StockWords.PaymentAuthorized;
import io.daybook.bench.shop.StockWords.PaymentCaptured;
import io.daybook.bench.shop.StockWords.PaymentRequested;
import io.daybook.bench.shop.StockWords.PlaceOrder;
import io.daybook.bench.shop.StockWords.ReceiveStock;
import io.daybook.bench.shop.StockWords.RecordAuthorization;
import io.daybook.bench.shop.StockWords.RecordCapture;
import io.daybook.bench.shop.StockWords.RejectOrder;
import io.daybook.bench.shop.StockWords.RequestPayment;
import io.daybook.bench.shop.StockWords.ReserveStock;
import io.daybook.bench.shop.StockWords.SetLine;
import io.daybook.bench.shop.StockWords.StockReceived;
import io.daybook.bench.shop.StockWords.StockReserved;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.jspecify.annotations.Nullable;

/// Axon's annotated aggregates, with the fewest rules that such a sale needs.
@SuppressWarnings("UnusedVariable") // Axon reads the ids.
interface StockAggregates {

  List<Class<?>> ALL = List.of(Cart.class, Order.class, Item.class, Payment.class);

  /// A cart of one line.
  final class Cart {

    @AggregateIdentifier private @Nullable String id;
    private String sku = "";
    private int units;

    Cart() {}

    @CommandHandler
    Cart(OpenCart command) {
      apply(new CartOpened(command.cart()));
    }

    @CommandHandler
    void on(SetLine command) {
      apply(new LineSet(command.cart(), command.sku(), command.units()));
    }

    @CommandHandler
    void on(CheckOut command) {
      apply(new CartCheckedOut(command.cart(), command.order(), sku, units));
    }

    @EventSourcingHandler
    void on(CartOpened event) {
      id = event.cart();
    }

    @EventSourcingHandler
    void on(LineSet event) {
      sku = event.sku();
      units = event.units();
    }
  }

  /// An order, which ends once.
  final class Order {

    @AggregateIdentifier private @Nullable String id;
    private boolean over;

    Order() {}

    @CommandHandler
    Order(PlaceOrder command) {
      apply(new OrderPlaced(command.order(), command.sku(), command.units()));
    }

    @CommandHandler
    void on(ConfirmOrder command) {
      if (!over) {
        apply(new OrderConfirmed(command.order()));
      }
    }

    @CommandHandler
    void on(RejectOrder command) {
      if (!over) {
        apply(new OrderRejected(command.order(), command.reason()));
      }
    }

    @EventSourcingHandler
    void on(OrderPlaced event) {
      id = event.order();
    }

    @EventSourcingHandler
    void on(OrderConfirmed event) {
      over = true;
    }

    @EventSourcingHandler
    void on(OrderRejected event) {
      over = true;
    }
  }

  /// The stock of one sku. Whoever comes too late leaves no event, so it is loaded quickly.
  final class Item {

    @AggregateIdentifier private @Nullable String id;
    private int available;

    Item() {}

    @CommandHandler
    Item(ReceiveStock command) {
      apply(new StockReceived(command.item(), command.units()));
    }

    @CommandHandler
    boolean on(ReserveStock command) {
      if (available < command.units()) {
        return false;
      }
      apply(new StockReserved(command.item(), command.order(), command.units()));
      return true;
    }

    @EventSourcingHandler
    void on(StockReceived event) {
      id = event.item();
      available += event.units();
    }

    @EventSourcingHandler
    void on(StockReserved event) {
      available -= event.units();
    }
  }

  /// The payment of an order.
  final class Payment {

    @AggregateIdentifier private @Nullable String id;
    private String order = "";

    Payment() {}

    @CommandHandler
    Payment(RequestPayment command) {
      apply(new PaymentRequested(command.payment(), command.order(), command.amount()));
    }

    @CommandHandler
    void on(RecordAuthorization command) {
      apply(new PaymentAuthorized(command.payment(), order));
    }

    @CommandHandler
    void on(CapturePayment command) {
      apply(new CaptureRequested(command.payment(), order));
    }

    @CommandHandler
    void on(RecordCapture command) {
      apply(new PaymentCaptured(command.payment(), order));
    }

    @EventSourcingHandler
    void on(PaymentRequested event) {
      id = event.payment();
      order = event.order();
    }
  }
}
