package io.daybook.payment.app;

import io.daybook.kernel.OrderId;
import io.daybook.kernel.app.CommandTables;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;

/// Messages of providers that came before the payment they are about. Safe for all threads.
final class ParkedWebhooks {

  private static final long LIMIT_SECONDS = 30;

  private final CommandTables tables;
  private final CommandGateway gateway;

  ParkedWebhooks(CommandTables tables, CommandGateway gateway) {
    this.tables = tables;
    this.gateway = gateway;
  }

  /// Keeps a message until its payment appears; the same message once.
  void park(String provider, String webhookId, OrderId order, String body) {
    tables
        .jdbc()
        .sql(
            """
            insert into command.parked_webhooks (webhook_id, provider, order_id, body)
            values (?, ?, ?, ?)
            on conflict (webhook_id) do nothing
            """)
        .params(webhookId, provider, order.value(), body)
        .update();
  }

  /// Drops a message.
  void forget(String webhookId) {
    tables
        .jdbc()
        .sql("delete from command.parked_webhooks where webhook_id = ?")
        .param(webhookId)
        .update();
  }

  /// The payment of `order` is there: has every message about it recorded, in the order in which
  /// they came.
  void release(OrderId order) {
    List<Parked> messages =
        tables
            .jdbc()
            .sql(
                """
                select webhook_id, body from command.parked_webhooks
                where order_id = ? order by parked_at
                """)
            .param(order.value())
            .query((row, _) -> new Parked(row.getString(1), row.getString(2)))
            .list();
    for (Parked message : messages) {
      PaymentWebhook webhook = WebhookEndpoint.JSON.readValue(message.body(), PaymentWebhook.class);
      gateway
          .send(new GenericCommandMessage<>(webhook.command()))
          .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
          .join();
      forget(message.webhookId());
    }
  }

  private record Parked(String webhookId, String body) {}
}
