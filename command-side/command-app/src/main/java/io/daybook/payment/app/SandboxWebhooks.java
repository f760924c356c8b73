package io.daybook.payment.app;

import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.app.CommandJson;
import io.daybook.kernel.app.CommandTables;
import io.daybook.web.TimeOrderedIds;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the sandbox tells by webhook, again and again until it is taken. Thread-safe.
final class SandboxWebhooks implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SandboxWebhooks.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private final CommandTables tables;
  private final PaymentSettings settings;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofVirtual().name("sandbox-webhooks").factory());

  SandboxWebhooks(CommandTables tables, PaymentSettings settings) {
    this.tables = tables;
    this.settings = settings;
  }

  /// From now on tells `receiver` what is due.
  void start(Receiver receiver) {
    // It ends with the clock; a delivery that fails is logged and comes again.
    var _ =
        clock.scheduleWithFixedDelay(
            () -> deliver(receiver), 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Tells that the money is held.
  void authorized(OrderId order, Money amount, String reference, boolean late) {
    String body =
        CommandJson.mapper()
            .writeValueAsString(
                Map.of(
                    "type",
                    "payment.authorized",
                    "data",
                    Map.of("orderId", order, "providerReference", reference, "amount", amount)));
    Duration delay = late ? settings.lateAfter() : Duration.ZERO;
    tables
        .jdbc()
        .sql(
            """
            insert into sandbox_provider.webhooks (id, order_id, body, due_at) values (?, ?, ?, ?)
            """)
        .params(
            "msg_" + TimeOrderedIds.next(),
            order.value(),
            body,
            OffsetDateTime.now(ZoneOffset.UTC).plus(delay))
        .update();
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  private void deliver(Receiver receiver) {
    try {
      for (Due due : due()) {
        tables
            .jdbc()
            .sql(
                """
                update sandbox_provider.payments set state = 'AUTHORIZED'
                where order_id = ? and state = 'PENDING'
                """)
            .param(due.order())
            .update();
        byte[] body = due.body().getBytes(StandardCharsets.UTF_8);
        long timestamp = Instant.now().getEpochSecond();
        receiver.receive(due.id(), timestamp, body);
        tables
            .jdbc()
            .sql("update sandbox_provider.webhooks set delivered_at = now() where id = ?")
            .param(due.id())
            .update();
      }
    } catch (RuntimeException failed) {
      log.info("A webhook of the sandbox was not taken and comes again: {}", failed.toString());
    }
  }

  private List<Due> due() {
    return tables
        .jdbc()
        .sql(
            """
            select id, order_id, body from sandbox_provider.webhooks
            where delivered_at is null and due_at <= now() order by due_at limit 100
            """)
        .query((row, _) -> new Due(row.getString(1), row.getString(2), row.getString(3)))
        .list();
  }

  private record Due(String id, String order, String body) {}

  /// Who is told.
  @FunctionalInterface
  interface Receiver {

    /// @throws RuntimeException when the message is not taken
    void receive(String id, long timestamp, byte[] body);
  }
}
