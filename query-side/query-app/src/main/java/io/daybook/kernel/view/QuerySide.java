package io.daybook.kernel.view;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.json.jackson.Jackson3JsonpMapper;
import com.zaxxer.hikari.HikariDataSource;
import io.daybook.cart.view.CartQueries;
import io.daybook.catalog.view.CatalogQueries;
import io.daybook.customer.view.CustomerQueries;
import io.daybook.inventory.view.InventoryQueries;
import io.daybook.ledger.view.LedgerQueries;
import io.daybook.ordering.view.OrderingQueries;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
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
@EnableConfigurationProperties(LiveSettings.class)
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
  @ConditionalOnMissingBean(name = "viewsElasticsearch")
  ElasticsearchClient viewsElasticsearch(@Value("${daybook.elasticsearch.uri}") String uri) {
    return ElasticsearchClient.of(it -> it.host(uri).jsonMapper(new Jackson3JsonpMapper()));
  }

  @Bean(defaultCandidate = false)
  JdbcClient viewsJdbc(@Qualifier("viewsDataSource") DataSource views) {
    return JdbcClient.create(views);
  }

  @Bean(defaultCandidate = false)
  Progress tablesProgress(@Qualifier("viewsJdbc") JdbcClient views) {
    return new Progress(() -> views.sql(TABLES_POSITION).query(Long.class).single());
  }

  @Bean
  StaleMark staleMark(@Qualifier("viewsJdbc") JdbcClient views) {
    return new StaleMark(views);
  }

  @Bean
  LiveStreams liveStreams(@Qualifier("tablesProgress") Progress tables, LiveSettings settings) {
    return new LiveStreams(tables, settings);
  }

  @Bean
  BooksEndpoint booksEndpoint(
      @Qualifier("viewsDataSource") DataSource views,
      @Qualifier("tablesProgress") Progress tables) {
    return new BooksEndpoint(new BooksViews(views), tables);
  }
}
