package io.daybook.payment.stripe;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How Stripe is reached. The secrets have no default: without them the process does not start.
///
/// @param secretKey of the account, `sk_…` or, with fewer rights, `rk_…`
/// @param webhookSecret of the webhook endpoint, `whsec_…`
/// @param apiBase where the API is
/// @param answerTimeout how long an answer may take, and a connection
/// @param webhookTolerance how old a signed message may be
@ConfigurationProperties("daybook.payment.stripe")
record StripeSettings(
    String secretKey,
    String webhookSecret,
    @DefaultValue("https://api.stripe.com") URI apiBase,
    @DefaultValue("10s") Duration answerTimeout,
    @DefaultValue("5m") Duration webhookTolerance) {

  StripeSettings {
    require("secret-key", secretKey);
    require("webhook-secret", webhookSecret);
  }

  /// Without the secrets.
  @Override
  public String toString() {
    return "Stripe at " + apiBase;
  }

  private static void require(String name, @Nullable String secret) {
    if (secret == null || secret.isBlank()) {
      throw new IllegalArgumentException("daybook.payment.stripe." + name + " is not set");
    }
  }
}
