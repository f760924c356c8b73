package io.daybook.launcher.privacy;

import io.daybook.eventstore.LogEventStore;
import io.daybook.privacy.PrivacySettings;
import io.daybook.privacy.SearchedStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/// What looks through everything that this process can reach. Databases are those that the
/// application has connections to; so a new one is searched without being listed here.
@Configuration(proxyBeanMethods = false)
public class PrivacyOperations {

  @Bean
  PrivacyEndpoint privacyEndpoint(
      LogEventStore log,
      @Qualifier("eventsDataSource") DataSource events,
      PrivacySettings settings,
      ListableBeanFactory beans,
      Environment environment) {
    return new PrivacyEndpoint(
        new PrivacyReport(log, events, settings, () -> stores(log, events, beans, environment)));
  }

  private static List<SearchedStore> stores(
      LogEventStore log, DataSource events, ListableBeanFactory beans, Environment environment) {
    List<SearchedStore> stores = new ArrayList<>(databases(beans, events));
    stores.add(new SearchedArchives(log, events));
    stores.add(new SearchedIndex(environment.getRequiredProperty("daybook.elasticsearch.uri")));
    stores.addAll(beans.getBeansOfType(SearchedStore.class).values());
    @Nullable String file = environment.getProperty("logging.file.name");
    stores.add(new SearchedLogFiles(file == null ? null : Path.of(file)));
    return stores;
  }

  private static List<SearchedStore> databases(ListableBeanFactory beans, DataSource events) {
    TreeMap<String, SearchedStore> databases = new TreeMap<>();
    String log = url(events);
    for (DataSource one : beans.getBeansOfType(DataSource.class).values()) {
      String url = url(one);
      String name = url.replaceFirst("^.*/", "").replaceFirst("[?].*$", "");
      databases.putIfAbsent(url, new SearchedDatabase(name, one, url.equals(log)));
    }
    return List.copyOf(databases.values());
  }

  private static String url(DataSource database) {
    try (Connection connection = database.getConnection()) {
      return connection.getMetaData().getURL();
    } catch (SQLException away) {
      throw new IllegalStateException(away);
    }
  }
}
