package io.daybook.kernel.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.daybook.axon.EventSerializer;
import io.daybook.axon.EventUpcasters;
import io.daybook.axon.SnapshotType;
import io.daybook.axon.StreamHistory;
import io.daybook.eventstore.EventStoreSchema;
import io.daybook.eventstore.EventStoreSettings;
import io.daybook.eventstore.LogEventStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// The event log and its database. Other sides of the same process have databases of their own, so
/// nothing here is anybody's default.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({EventLogSettings.class, LogLayoutSettings.class})
@Import(EventSourceChoice.class)
public class EventLogConfiguration {

  @Bean(defaultCandidate = false)
  HikariDataSource eventsDataSource(EventLogSettings settings) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("events");
    pool.setJdbcUrl(settings.url());
    pool.setUsername(settings.username());
    pool.setPassword(settings.password());
    pool.setMaximumPoolSize(settings.maximumPoolSize());
    pool.setMinimumIdle(4);
    pool.setConnectionTimeout(5_000);
    return new HikariDataSource(pool);
  }

  @Bean
  LogEventStore eventLog(
      @Qualifier("eventsDataSource") DataSource events,
      List<SnapshotPolicy> policies,
      LogLayoutSettings layout,
      ObjectProvider<MeterRegistry> meters) {
    EventStoreSchema.migrate(events, layout.layout());
    List<SnapshotType> snapshots = policies.stream().map(SnapshotPolicy::type).toList();
    return LogEventStore.open(
        events,
        EventSerializer.ofAllEventsAnd(snapshots),
        EventUpcasters.all(),
        stored -> snapshots.stream().anyMatch(it -> it.wrote(stored.getPayload().getType())),
        EventStoreSettings.defaults(),
        layout.layout(),
        meters.getIfAvailable(SimpleMeterRegistry::new));
  }

  /// Single streams, for those who look back.
  @Bean
  StreamHistory streamHistory(LogEventStore eventLog) {
    return new StreamHistory() {
      @Override
      public List<TrackedEventMessage<?>> after(String stream, long version, int limit) {
        return eventLog.ofStream(stream, version, limit);
      }

      @Override
      public long head() {
        return eventLog.createHeadToken().position().orElse(0);
      }
    };
  }

  @Bean
  CommandTables commandTables(@Qualifier("eventsDataSource") DataSource events) {
    return new CommandTables(events);
  }

  @Bean
  HealthIndicator eventLogHealthIndicator(
      @Qualifier("eventsDataSource") DataSource events, LogEventStore eventLog) {
    return new EventLogHealth(events, eventLog);
  }
}
