package io.daybook.payment.app;

import io.daybook.axon.Lanes;
import io.daybook.axon.LogProcessor;
import io.daybook.axon.QuarantineTable;
import io.daybook.axon.ReaderPosition;
import io.daybook.axon.SequencedReader;
import io.daybook.eventstore.LogEventStore;
import io.daybook.kernel.app.CommandTables;
import io.daybook.kernel.app.RejectionKinds;
import io.daybook.kernel.app.ShellFactory;
import io.daybook.kernel.app.Shells;
import io.daybook.web.ProblemCatalogue;
import java.util.List;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// Payment's place in the command side, with the sandbox as its provider unless another is named.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PaymentSettings.class)
@Import(SandboxConfiguration.class)
public class PaymentConfiguration {

  @Bean
  Shells<PaymentAggregate> payments(ShellFactory shells) {
    return shells.commanded(PaymentAggregate.class, PaymentAggregate::new);
  }

  @Bean
  ParkedWebhooks parkedWebhooks(CommandTables tables, CommandGateway gateway) {
    return new ParkedWebhooks(tables, gateway);
  }

  @Bean
  WebhookInbox webhookInbox(CommandGateway gateway, ParkedWebhooks parked) {
    return new WebhookInbox(gateway, parked);
  }

  @Bean(initMethod = "start")
  SequencedReader paymentReactor(
      LogEventStore eventLog,
      CommandTables tables,
      PaymentProvider provider,
      CommandGateway gateway,
      ParkedWebhooks parked,
      PaymentSettings settings) {
    return new SequencedReader(
        eventLog,
        new PaymentReactor(provider, gateway, parked),
        new ReaderPosition(tables.jdbc(), CommandTables.SCHEMA, PaymentReactor.READER),
        new QuarantineTable(tables.jdbc(), CommandTables.SCHEMA, PaymentReactor.READER),
        tables.transactions(),
        new Lanes(settings.lanes()),
        settings.attempts(),
        settings.patience());
  }

  @Bean(initMethod = "start")
  LogProcessor paymentReactorReader(
      LogEventStore eventLog, @Qualifier("paymentReactor") SequencedReader reactor) {
    return new LogProcessor(PaymentReactor.READER, eventLog, reactor, 500);
  }

  @Bean
  ProblemCatalogue webhookProblems() {
    return () -> List.of(WebhookEndpoint.SIGNATURE_INVALID, WebhookEndpoint.PROVIDER_UNKNOWN);
  }

  @Bean
  RejectionKinds paymentRejectionKinds() {
    return new PaymentRejectionKinds();
  }
}
