package io.daybook.kernel.view;

import com.zaxxer.hikari.HikariDataSource;
import io.daybook.cart.view.CartQueries;
import io.daybook.catalog.view.CatalogQueries;
import io.daybook.customer.view.CustomerQueries;
import io.daybook.inventory.view.InventoryQueries;
import io.daybook.kernel.query.Awaited;
import io.daybook.kernel.query.Past;
import io.daybook.ledger.view.LedgerQueries;
import io.daybook.ordering.view.OrderingQueries;
import io.daybook.privacy.SearchedStore;
import io.daybook.web.ProblemCatalogue;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The query API. Reads the database `views` and the search index; in one process with the
/// projections it shares their connections. Problems and contracts are `WebConfiguration`'s.
@Configuration(proxyBeanMethods = false)
@Import({
  CartQueries.class,
  CatalogQueries.class,
  CustomerQueries.class,
  InventoryQueries.class,
  LedgerQueries.class,
  OrderingQueries.class
})
@EnableConfigurationProperties({CacheSettings.class, LiveSettings.class, ReportSettings.class})
public class QuerySide {

  /// The position that every table has reached.
  static final String TABLES_POSITION =
      "select coalesce(min(position), 0) from projection_position";

  @Bean(defaultCandidate = false)
  @ConditionalOnMissingBean(name = "viewsDataSource")
  HikariDataSource viewsDataSource(
      @Value("${daybook.views.datasource.url}") String url,
      @Value("${daybook.views.datasource.username}") String username,
      @Value("${daybook.views.datasource.password:}") String password) {
    HikariDataSource pool = new HikariDataSource();
    pool.setPoolName("views");
    pool.setJdbcUrl(url);
    pool.setUsername(username);
    pool.setPassword(password);
    pool.setMaximumPoolSize(16);
    return pool;
  }

  @Bean(defaultCandidate = false)
  JdbcClient viewsJdbc(@Qualifier("viewsDataSource") DataSource views) {
    return JdbcClient.create(views);
  }

  /// Numbers of changes mean nothing in another database.
  @Bean
  SecondLevel secondLevel(CacheSettings settings, @Qualifier("viewsJdbc") JdbcClient views) {
    return settings.redis() == null
        ? new NoSecondLevel()
        : new RedisLevel(
            settings.redis(),
            () -> views.sql("select id::text from view_head").query(String.class).single());
  }

  @Bean
  Shelves shelves(CacheSettings settings, SecondLevel shared) {
    return new Shelves(settings, shared);
  }

  @Bean
  SearchedStore searchedAnswers(Shelves shelves) {
    return SearchedAnswers.here(shelves);
  }

  @Bean
  @ConditionalOnProperty("daybook.cache.redis.uri")
  SearchedStore searchedSharedAnswers(SecondLevel shared) {
    return SearchedAnswers.shared(shared);
  }

  /// Projections in another process aren't told who waits here.
  @Bean(defaultCandidate = false)
  Progress tablesProgress(
      @Qualifier("viewsJdbc") JdbcClient views,
      Shelves shelves,
      LiveChanges live,
      ObjectProvider<Awaited> tables) {
    List<Awaited> here = tables.stream().toList();
    return new Progress(
        new ViewFollower(views, shelves.and(live)), () -> here.forEach(Awaited::now));
  }

  @Bean
  StaleMark staleMark(@Qualifier("viewsJdbc") JdbcClient views) {
    return new StaleMark(views);
  }

  @Bean
  FirstBuild firstBuild(@Qualifier("viewsJdbc") JdbcClient views) {
    return new FirstBuild(views);
  }

  /// Where the log can't be read, nobody can look back.
  @Bean
  TimeTravel timeTravel(ObjectProvider<Past> past) {
    return new TimeTravel(past, Clock.systemUTC());
  }

  @Bean
  ProblemCatalogue queryProblems() {
    return () -> List.of(TimeTravel.NOT_YET, TimeTravel.NOT_HERE);
  }

  @Bean
  LiveChanges liveChanges() {
    return new LiveChanges();
  }

  @Bean
  LiveStreams liveStreams(
      @Qualifier("tablesProgress") Progress tables,
      LiveChanges changes,
      LiveSettings settings,
      @Value("${server.tomcat.max-connections:8192}") int connections) {
    if (settings.mostStreams() >= connections) {
      throw new IllegalArgumentException(
          "daybook.live.most-streams must be below server.tomcat.max-connections, %d"
              .formatted(connections));
    }
    return new LiveStreams(tables, changes, settings);
  }

  @Bean
  Reports reports(@Qualifier("viewsDataSource") DataSource views, ReportSettings settings) {
    return new Reports(views, settings);
  }

  @Bean
  BooksEndpoint booksEndpoint(
      @Qualifier("viewsJdbc") JdbcClient views,
      @Qualifier("tablesProgress") Progress tables,
      Reports reports) {
    return new BooksEndpoint(new BooksViews(views), tables, reports);
  }
}
