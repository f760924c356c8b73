package io.daybook.payment.stripe;

import io.daybook.kernel.OrderId;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Which payment intent of Stripe's is an order's. Thread-safe.
final class StripeIntents {

  private final JdbcClient jdbc;

  StripeIntents(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<String> of(OrderId order) {
    return jdbc.sql("select intent from command.stripe_intents where order_id = ?")
        .param(order.value())
        .query(String.class)
        .optional();
  }

  /// Remembers `intent`, made under `key`, for good.
  void remember(OrderId order, String key, String intent) {
    jdbc.sql(
            """
            insert into command.stripe_intents (order_id, key, intent) values (?, ?, ?)
            on conflict (order_id) do nothing
            """)
        .params(order.value(), key, intent)
        .update();
  }
}
