package io.daybook.streams;

import io.daybook.eventstore.LogEventStore;
import io.daybook.privacy.PersonalDataVault;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The stream API of whoever imports it and has a log. Problems are `WebConfiguration`'s.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StreamSettings.class)
public class StreamsConfiguration {

  private static final Logger log = LoggerFactory.getLogger(StreamsConfiguration.class);

  /// Nobody is known yet, so everybody who can reach the port may read.
  @Bean
  @ConditionalOnMissingBean
  StreamAccess streamAccess() {
    return (_, _) -> {};
  }

  @Bean
  OpenAnswers openAnswers() {
    return new OpenAnswers();
  }

  /// Whoever has the keys knows whose are destroyed.
  @Bean
  StreamEndpoint streamEndpoint(
      LogEventStore log,
      StreamAccess access,
      OpenAnswers open,
      StreamSettings settings,
      @Qualifier("sealingVault") ObjectProvider<PersonalDataVault> vault) {
    return new StreamEndpoint(log, access, Erasure.by(vault.getIfAvailable()), open, settings);
  }

  /// Made when all else runs: nobody who shops waits for analysts' views, or goes without service
  /// because the database's owner may make no roles.
  @Bean
  ApplicationListener<ApplicationReadyEvent> analystViews(
      @Qualifier("eventsDataSource") ObjectProvider<DataSource> events) {
    return _ ->
        events.ifAvailable(database ->
            Thread.ofVirtual()
                .name("analyst-views")
                .start(() -> {
                  try {
                    AnalystViews.migrate(database);
                    warnOfExcess(AnalystAccess.excess(database));
                  } catch (RuntimeException | SQLException failed) {
                    log.warn("The analysts' views could not be made", failed);
                  }
                }));
  }

  private static void warnOfExcess(List<String> excess) {
    if (!excess.isEmpty()) {
      log.warn(
          "Analysts may do more than read, since everybody may: {}. An operator with the right to"
              + " revokes these from public (docs/streams.md, SQL)",
          String.join(", ", excess));
    }
  }

  @Bean
  CatalogueEndpoint streamCatalogueEndpoint(LogEventStore log, StreamAccess access) {
    return new CatalogueEndpoint(log, access);
  }
}
