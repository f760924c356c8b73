package io.daybook.payment.stripe;

import com.stripe.StripeClient;
import io.daybook.eventstore.LogEventStore;
import io.daybook.kernel.app.CommandTables;
import io.daybook.payment.app.WebhookInbox;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Stripe's place in the command side. Its endpoint is always there, since the contract has it; the
/// rest only when `daybook.payment.provider` says `stripe`.
@Configuration(proxyBeanMethods = false)
public class StripeConfiguration {

  @Bean
  StripeWebhookEndpoint stripeWebhookEndpoint(ObjectProvider<StripeWebhooks> webhooks) {
    return new StripeWebhookEndpoint(webhooks.getIfAvailable());
  }

  /// When it is chosen.
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(
      name = "daybook.payment.provider",
      havingValue = StripePaymentProvider.NAME)
  @EnableConfigurationProperties(StripeSettings.class)
  static class Chosen {

    @Bean
    StripeIntents stripeIntents(CommandTables tables) {
      return new StripeIntents(tables.jdbc());
    }

    @Bean
    StripePaymentProvider stripePaymentProvider(StripeSettings settings, StripeIntents intents) {
      return new StripePaymentProvider(client(settings), intents);
    }

    @Bean
    StripeWebhooks stripeWebhooks(
        StripeSettings settings, LogEventStore eventLog, WebhookInbox inbox) {
      return new StripeWebhooks(
          settings, new StripeMessages(new RequestedRefunds(eventLog)), inbox);
    }
  }

  /// The library asks once more by itself when no answer or a failure comes, under the same key;
  /// what lasts longer is the reader's matter.
  static StripeClient client(StripeSettings settings) {
    int timeoutMillis = Math.toIntExact(settings.answerTimeout().toMillis());
    return StripeClient.builder()
        .setApiKey(settings.secretKey())
        .setApiBase(settings.apiBase().toString())
        .setConnectTimeout(timeoutMillis)
        .setReadTimeout(timeoutMillis)
        .setMaxNetworkRetries(1)
        .build();
  }
}
