package io.daybook.checkout.saga;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.axon.Lanes;
import io.daybook.axon.QuarantineTable;
import io.daybook.axon.ReaderPosition;
import io.daybook.checkout.process.CheckoutLimits;
import io.daybook.checkout.process.CheckoutProcess;
import io.daybook.embedded.EmbeddedPostgres;
import io.daybook.inventory.command.StockItemCommand.ReceiveStock;
import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import io.daybook.ordering.command.OrderCommand.PlaceOrder;
import io.daybook.ordering.event.OrderEvent.Channel;
import io.daybook.ordering.event.OrderLine;
import io.daybook.ordering.event.OrderLine.LineKind;
import io.daybook.payment.command.PaymentCommand.CapturePayment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// What a busy log costs the sagas' database: transactions per batch, not per order.
class BatchCostIT {

  private static final int ORDERS = 500;
  private static final int LINES = 24;

  @Test
  void many_orders_share_a_transaction() throws InterruptedException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.startTemporary();
        CommandSide commandSide = new CommandSide()) {
      postgres.createDatabase("sagas");
      var source =
          new SingleConnectionDataSource(postgres.jdbcUrl("sagas"), postgres.user(), "", true);
      Flyway.configure()
          .dataSource(postgres.dataSource("sagas"))
          .locations("classpath:db/sagas")
          .load()
          .migrate();
      JdbcClient sagas = JdbcClient.create(source);
      CheckoutReader reader =
          new CheckoutReader(
              new CheckoutHearing(
                  new CheckoutProcess(new CheckoutLimits(Duration.ofHours(1), Duration.ofHours(2))),
                  new SagaCommands(commandSide.gateway(), Duration.ofSeconds(30)),
                  new CheckoutTable(sagas),
                  new Lanes(32),
                  1),
              new CheckoutTable(sagas),
              new QuarantineTable(sagas, "public", "test"),
              new ReaderPosition(sagas, "public", "test"),
              new TransactionTemplate(new JdbcTransactionManager(source)),
              Clock.systemUTC());
      placeAll(commandSide);

      long began = System.nanoTime();
      int batches = readAll(commandSide, reader);
      double seconds = (System.nanoTime() - began) / 1e9;

      assertThat(commandSide.keysOf(CapturePayment.class)).hasSize(ORDERS);
      assertThat(sagas.sql("select count(*) from checkout").query(Integer.class).single()).isZero();
      assertThat(batches)
          .as("transactions for %d orders, %.0f orders/s", ORDERS, ORDERS / seconds)
          .isLessThan(ORDERS / 4);
      source.destroy();
    }
  }

  private static void placeAll(CommandSide commandSide) {
    for (int i = 0; i < LINES; i++) {
      commandSide.tell(new ReceiveStock(sku(i), 1_000_000, "first"));
    }
    for (int i = 0; i < ORDERS; i++) {
      List<OrderLine> lines =
          IntStream.range(0, LINES)
              .mapToObj(n ->
                  new OrderLine(n + 1, LineKind.GOODS, sku(n), "", 2, Money.of(100, Currency.GBP)))
              .toList();
      commandSide.tell(
          new PlaceOrder(
              new OrderId("o-" + i), null, Channel.TRUSTED, "", lines, "card", Instant.EPOCH));
    }
  }

  private static Sku sku(int number) {
    return new Sku("SKU-" + number);
  }

  private static int readAll(CommandSide commandSide, CheckoutReader reader)
      throws InterruptedException {
    int batches = 0;
    try (BlockingStream<TrackedEventMessage<?>> events = commandSide.log.openStream(null)) {
      while (events.hasNextAvailable(1, TimeUnit.SECONDS)) {
        List<TrackedEventMessage<?>> batch = new ArrayList<>();
        do {
          batch.add(events.nextAvailable());
        } while (batch.size() < 2_000 && events.hasNextAvailable());
        reader.apply(batch, batch.getLast().trackingToken().position().orElseThrow());
        batches++;
      }
    }
    return batches;
  }
}
