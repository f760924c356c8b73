package io.daybook.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/// What has to be said before Stripe is the provider.
class StripeSettingsSpec {

  @Test
  void both_secrets_must_be_set_and_are_not_printed() {
    assertThatThrownBy(() -> bound(Map.of("p.webhook-secret", "whsec_x")))
        .hasRootCauseMessage("daybook.payment.stripe.secret-key is not set");
    assertThatThrownBy(() -> bound(Map.of("p.secret-key", "sk_x", "p.webhook-secret", " ")))
        .hasRootCauseMessage("daybook.payment.stripe.webhook-secret is not set");

    assertThat(bound(Map.of("p.secret-key", "sk_x", "p.webhook-secret", "whsec_x")))
        .hasToString("Stripe at https://api.stripe.com");
  }

  private static StripeSettings bound(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bind("p", StripeSettings.class)
        .get();
  }
}
