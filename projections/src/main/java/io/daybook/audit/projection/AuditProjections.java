package io.daybook.audit.projection;

import io.daybook.axon.LogProcessor;
import java.time.Clock;
import java.util.Set;
import javax.sql.DataSource;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The online auditor. It reads the log by itself and shares nothing with the views but their
/// database.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditSettings.class)
public class AuditProjections {

  /// The processor that audits the log.
  public static final String AUDITOR = "projections.audit.auditor";

  @Bean(destroyMethod = "")
  @DependsOn("viewsSchema")
  LogProcessor auditProcessor(
      @Qualifier("eventSource") StreamableMessageSource<TrackedEventMessage<?>> log,
      Auditor auditor,
      AuditSettings settings) {
    return new LogProcessor(AUDITOR, log, auditor, settings.batchSize());
  }

  @Bean
  Auditor auditor(
      @Qualifier("viewsDataSource") DataSource views,
      @Qualifier("eventSource") StreamableMessageSource<TrackedEventMessage<?>> log,
      AuditSettings settings) {
    return new Auditor(
        new AuditDatabase(views), new Breaches(new EventNames(log)), settings.longestRest());
  }

  @Bean
  Audit audit(@Qualifier("viewsDataSource") DataSource views) {
    return new Audit(JdbcClient.create(views));
  }

  @Bean
  AuditRunner auditRunner(
      @Qualifier("auditProcessor") LogProcessor processor,
      @Qualifier("viewsDataSource") DataSource views,
      @Qualifier("eventSource") StreamableMessageSource<TrackedEventMessage<?>> log,
      Auditor auditor,
      ObjectProvider<OpenIncidents> incidents,
      AuditSettings settings) {
    Lookout lookout =
        new Lookout(
            new AuditDatabase(views),
            auditor,
            new Breaches(new EventNames(log)),
            new ViewSample(settings.sample()),
            incidents.getIfAvailable(() -> _ -> Set.of()),
            settings.settleWithin(),
            Clock.systemUTC());
    return new AuditRunner(processor, lookout, settings.lookout(), log);
  }
}
