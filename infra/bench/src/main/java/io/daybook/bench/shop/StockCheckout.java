package io.daybook.bench.shop;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import io.daybook.bench.shop.StockWords.CapturePayment;
import io.daybook.bench.shop.StockWords.CartCheckedOut;
import io.daybook.bench.shop.StockWords.ConfirmOrder;
import io.daybook.bench.shop.StockWords.OrderConfirmed;
import io.daybook.bench.shop.StockWords.OrderPlaced;
import io.daybook.bench.shop.StockWords.OrderRejected;
import io.daybook.bench.shop.StockWords.PaymentAuthorized;
import io.daybook.bench.shop.StockWords.PaymentCaptured;
import io.daybook.bench.shop.StockWords.PlaceOrder;
import io.daybook.bench.shop.StockWords.RejectOrder;
import io.daybook.bench.shop.StockWords.RequestPayment;
import io.daybook.bench.shop.StockWords.ReserveStock;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.saga.EndSaga;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.StartSaga;

/// The checkout as Axon's annotated saga, with the same steps as Daybook's.
@JsonAutoDetect(fieldVisibility = Visibility.ANY)
public final class StockCheckout {

  private static final String ORDER = "order";

  private long amount;

  /// For Axon, to make and to load it.
  public StockCheckout() {}

  @StartSaga
  @SagaEventHandler(associationProperty = ORDER)
  void on(CartCheckedOut event, CommandGateway commands) {
    amount = 100L * event.units();
    commands.sendAndWait(new PlaceOrder(event.order(), event.sku(), event.units()));
  }

  @SagaEventHandler(associationProperty = ORDER)
  void on(OrderPlaced event, CommandGateway commands) {
    boolean reserved =
        commands.<Boolean>sendAndWait(new ReserveStock(event.sku(), event.order(), event.units()));
    commands.sendAndWait(
        reserved
            ? new RequestPayment("payment-" + event.order(), event.order(), amount)
            : new RejectOrder(event.order(), "OUT_OF_STOCK"));
  }

  @SagaEventHandler(associationProperty = ORDER)
  void on(PaymentAuthorized event, CommandGateway commands) {
    commands.sendAndWait(new ConfirmOrder(event.order()));
  }

  @SagaEventHandler(associationProperty = ORDER)
  void on(OrderConfirmed event, CommandGateway commands) {
    commands.sendAndWait(new CapturePayment("payment-" + event.order()));
  }

  @EndSaga
  @SagaEventHandler(associationProperty = ORDER)
  void on(PaymentCaptured event) {}

  @EndSaga
  @SagaEventHandler(associationProperty = ORDER)
  void on(OrderRejected event) {}
}
