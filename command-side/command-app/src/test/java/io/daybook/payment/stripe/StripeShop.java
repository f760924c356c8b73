package io.daybook.payment.stripe;

import io.daybook.embedded.EmbeddedPostgres;
import io.daybook.kernel.app.CommandSideServer;
import io.daybook.payment.app.PaymentProvider;
import java.util.Map;

/// The command side with Stripe as its provider, and a Stripe for it.
final class StripeShop implements AutoCloseable {

  static final String WEBHOOK_SECRET = "whsec_simulated";

  final StripeSimulator stripe = new StripeSimulator();
  private final EmbeddedPostgres postgres = EmbeddedPostgres.startTemporary();
  final CommandSideServer server =
      CommandSideServer.start(
          postgres,
          "stripe",
          Map.of(
              "daybook.payment.provider",
              "stripe",
              "daybook.payment.patience",
              "300ms",
              "daybook.payment.stripe.secret-key",
              StripeSimulator.SECRET_KEY,
              "daybook.payment.stripe.webhook-secret",
              WEBHOOK_SECRET,
              "daybook.payment.stripe.api-base",
              stripe.url().toString(),
              "daybook.payment.stripe.answer-timeout",
              "300ms"));

  /// The adapter as a process finds it that starts again.
  PaymentProvider provider() {
    return server.bean(StripePaymentProvider.class);
  }

  @Override
  public void close() {
    server.close();
    postgres.close();
    stripe.close();
  }
}
