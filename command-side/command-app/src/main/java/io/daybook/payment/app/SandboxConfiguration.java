package io.daybook.payment.app;

import io.daybook.payment.app.PaymentSettings.Sandbox;
import io.daybook.sandbox.SandboxServer;
import io.daybook.sandbox.SandboxSettings;
import io.daybook.web.Contract;
import java.net.URI;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The sandbox as payment provider: the one at `daybook.payment.sandbox.url`, or one in this
/// process, which keeps its ledger beside the log and is asked over HTTP like any other.
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(
    name = "daybook.payment.provider",
    havingValue = SandboxPaymentProvider.NAME,
    matchIfMissing = true)
class SandboxConfiguration {

  @Bean
  @ConditionalOnProperty(
      name = "daybook.payment.sandbox.url",
      havingValue = "none",
      matchIfMissing = true)
  SandboxServer sandboxServer(
      @Qualifier("eventsDataSource") DataSource events, PaymentSettings settings) {
    Sandbox sandbox = settings.sandbox();
    return SandboxServer.start(
        new SandboxSettings(
            0,
            sandbox.key(),
            settings.webhookSecret(),
            settings.lateAfter(),
            settings.declineRate(),
            settings.silenceRate(),
            false),
        events);
  }

  @Bean
  SandboxPaymentProvider paymentProvider(
      ObjectProvider<SandboxServer> here, PaymentSettings settings) {
    SandboxServer server = here.getIfAvailable();
    URI url = server == null ? URI.create(settings.sandbox().url()) : server.url();
    return new SandboxPaymentProvider(url, settings.sandbox().key(), settings.answerTimeout());
  }

  @Bean
  WebhookEndpoint webhookEndpoint(
      WebhookInbox inbox,
      Contract commandContract,
      PaymentProvider provider,
      PaymentSettings settings) {
    return new WebhookEndpoint(
        inbox,
        new WebhookSignature(settings.webhookSecret()),
        commandContract,
        provider.name(),
        Clock.systemUTC());
  }

  /// The sandbox in this process tells the endpoint in this process.
  @Bean
  SandboxWebhooks sandboxWebhooks(ObjectProvider<SandboxServer> here, WebhookEndpoint endpoint) {
    SandboxWebhooks webhooks = new SandboxWebhooks(endpoint);
    here.ifAvailable(it -> it.tell(webhooks));
    return webhooks;
  }
}
