package io.daybook.payment.app;

import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.app.CommandTables;
import io.daybook.payment.app.PaymentProvider.Answer.Authorized;
import io.daybook.payment.app.PaymentProvider.Answer.Declined;
import io.daybook.payment.app.PaymentProvider.Answer.Silence;
import io.daybook.web.TimeOrderedIds;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A payment provider for everybody who has none: no money moves. What it does depends on the card,
/// see [SandboxCard]. It remembers in tables of its own, across crashes of ours. Thread-safe.
final class SandboxPaymentProvider implements PaymentProvider {

  static final String NAME = "sandbox";

  private final CommandTables tables;
  private final JdbcClient jdbc;
  private final PaymentSettings settings;
  private final SandboxWebhooks webhooks;

  SandboxPaymentProvider(CommandTables tables, PaymentSettings settings, SandboxWebhooks webhooks) {
    this.tables = tables;
    this.jdbc = tables.jdbc();
    this.settings = settings;
    this.webhooks = webhooks;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Answer authorize(String key, OrderId order, Money amount, String paymentToken) {
    SandboxCard card = SandboxCard.of(paymentToken, settings);
    String reference = TimeOrderedIds.of("sandbox/" + order);
    return card.tells()
        ? tables.transactions().execute(_ -> held(key, order, amount, card, reference))
        : held(key, order, amount, card, reference);
  }

  /// The first call decides; a repetition finds what it decided.
  private Answer held(String key, OrderId order, Money amount, SandboxCard card, String reference) {
    boolean first =
        jdbc.sql(
                    """
                    insert into sandbox_provider.payments
                      (order_id, authorize_key, amount_minor, currency, card, answer, state, reference)
                    values (?, ?, ?, ?, ?, ?, ?, ?)
                    on conflict (order_id) do nothing
                    """)
                .params(
                    order.value(),
                    key,
                    amount.minor(),
                    amount.currency().value(),
                    card.name(),
                    card.answer().name(),
                    card.state(),
                    reference)
                .update()
            == 1;
    if (!first) {
      return jdbc.sql("select card from sandbox_provider.payments where order_id = ?")
          .param(order.value())
          .query((row, _) -> answer(SandboxCard.valueOf(row.getString(1)), reference))
          .single();
    }
    for (int time = 0; time < card.webhooks(); time++) {
      webhooks.authorized(order, amount, reference, card.isLate());
    }
    return answer(card, reference);
  }

  @Override
  public void capture(String key, OrderId order, Money amount, String reference) {
    int captured =
        jdbc.sql(
                """
                update sandbox_provider.payments
                set state = 'CAPTURED', captured_minor = amount_minor
                where order_id = ? and amount_minor = ? and state in ('AUTHORIZED', 'CAPTURED')
                """)
            .params(order.value(), amount.minor())
            .update();
    if (captured == 0) {
      throw new IllegalStateException("The sandbox holds nothing for order " + order);
    }
  }

  @Override
  public void release(String key, OrderId order) {
    jdbc.sql(
            """
            update sandbox_provider.payments set state = 'VOIDED'
            where order_id = ? and state = 'AUTHORIZED'
            """)
        .param(order.value())
        .update();
  }

  @Override
  public void refund(String key, OrderId order, Money amount, String reference) {
    jdbc.sql(
            """
            with refund as (
              insert into sandbox_provider.refunds (key, order_id, amount_minor) values (?, ?, ?)
              on conflict (key) do nothing returning order_id, amount_minor
            )
            update sandbox_provider.payments p
            set refunded_minor = p.refunded_minor + refund.amount_minor
            from refund where p.order_id = refund.order_id
            """)
        .params(key, order.value(), amount.minor())
        .update();
  }

  private static Answer answer(SandboxCard card, String reference) {
    return switch (card.answer()) {
      case YES -> new Authorized(reference);
      case NO -> new Declined(card.reason());
      case NOTHING -> new Silence();
    };
  }
}
