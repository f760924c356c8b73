package io.daybook.customer.app;

import io.daybook.axon.LogProcessor;
import io.daybook.customer.command.CustomerCommand;
import io.daybook.customer.command.CustomerRejection.EmailTaken;
import io.daybook.eventstore.LogEventStore;
import io.daybook.kernel.app.ClaimRefusals;
import io.daybook.kernel.app.CommandTables;
import io.daybook.kernel.app.Endpoints;
import io.daybook.kernel.app.RejectionKinds;
import io.daybook.kernel.app.ShellFactory;
import io.daybook.kernel.app.Shells;
import io.daybook.privacy.JdbcPersonalDataVault;
import io.daybook.privacy.PersonalDataVault;
import io.daybook.privacy.PrivacySettings;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The customers' place in the command side.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PrivacySettings.class)
public class CustomerConfiguration {

  private static final Logger log = LoggerFactory.getLogger(CustomerConfiguration.class);

  @Bean
  Shells<CustomerAggregate> customers(ShellFactory shells) {
    return shells.commanded(CustomerAggregate.class, CustomerAggregate::new);
  }

  /// The command side's own vault, which remembers keys; the query side's doesn't.
  @Bean(defaultCandidate = false)
  PersonalDataVault sealingVault(
      @Qualifier("eventsDataSource") DataSource events,
      @Value("${daybook.events.datasource.url}") String url,
      PrivacySettings settings) {
    settings.warning(url).ifPresent(log::warn);
    JdbcPersonalDataVault.migrate(events);
    return new JdbcPersonalDataVault(events, settings);
  }

  @Bean
  KeyShredder keyShredder(
      CommandTables tables, @Qualifier("sealingVault") PersonalDataVault vault) {
    return new KeyShredder(tables, vault);
  }

  @Bean(initMethod = "start")
  LogProcessor keyShredderReader(LogEventStore eventLog, KeyShredder keyShredder) {
    return new LogProcessor(KeyShredder.READER, eventLog, keyShredder, 1_000);
  }

  @Bean
  Endpoints customerEndpoints(@Qualifier("sealingVault") PersonalDataVault vault) {
    return new CustomerEndpoints(vault);
  }

  @Bean
  ClaimRefusals emailClaimRefusals() {
    return command -> {
      if (command instanceof CustomerCommand ours) {
        return new EmailTaken(ours.customerId());
      }
      throw new IllegalStateException("Nothing is claimed by " + command);
    };
  }

  @Bean
  RejectionKinds customerRejectionKinds() {
    return new CustomerRejectionKinds();
  }
}
