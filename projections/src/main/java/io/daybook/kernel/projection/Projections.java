package io.daybook.kernel.projection;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import com.zaxxer.hikari.HikariDataSource;
import io.daybook.audit.projection.AuditProjections;
import io.daybook.axon.LogProcessor;
import io.daybook.cart.projection.CartProjections;
import io.daybook.catalog.projection.CatalogProjections;
import io.daybook.customer.projection.CustomerProjections;
import io.daybook.inventory.projection.InventoryProjections;
import io.daybook.ledger.projection.LedgerProjections;
import io.daybook.ordering.projection.OrderingProjections;
import io.daybook.payment.projection.PaymentProjections;
import java.net.URI;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Import;

/// Everything that follows the log and keeps what queries read: tables in the database `views` and
/// the search index. Needs a bean `eventLog`.
///
/// Beans of type [LogProcessor] tell how far they have come.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ProjectionSettings.class, RebuildSettings.class})
@Import({
  AuditProjections.class,
  CartProjections.class,
  CatalogProjections.class,
  CustomerProjections.class,
  InventoryProjections.class,
  LedgerProjections.class,
  OrderingProjections.class,
  PaymentProjections.class,
  ProjectionProcessors.class
})
public class Projections {

  /// The processor of all tables.
  public static final String TABLES = "projections.tables";

  /// To Elasticsearch: in one process with the query side its searches share them, 128 at once.
  private static final int CONNECTIONS = 160;

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
    return new ElasticsearchClient(BulkTransport.to(URI.create(uri), CONNECTIONS));
  }

  @Bean(initMethod = "migrate", defaultCandidate = false)
  Flyway viewsSchema(@Qualifier("viewsDataSource") DataSource views) {
    return Flyway.configure().dataSource(views).locations("classpath:io/daybook/views").load();
  }

  @Bean
  @DependsOn("viewsSchema")
  ViewQuarantines viewQuarantines(
      @Qualifier("eventSource") StreamableMessageSource<TrackedEventMessage<?>> log,
      @Qualifier("viewsDataSource") DataSource views,
      ObjectProvider<ReadModel> models,
      ObjectProvider<RowFollower> followers) {
    return ViewQuarantines.of(
        models.orderedStream().toList(), followers.stream().toList(), log, views);
  }

  /// What is read, and what not yet, is known before anybody can ask.
  @Bean(initMethod = "register")
  @DependsOn("viewsSchema")
  Rebuilds rebuilds(
      @Qualifier("eventSource") StreamableMessageSource<TrackedEventMessage<?>> log,
      @Qualifier("viewsDataSource") DataSource views,
      ObjectProvider<ReadModel> models,
      ObjectProvider<Rebuildable> others,
      RebuildSettings settings) {
    Stream<Rebuildable> tables =
        models.orderedStream().map(it -> new TableRebuild(it, log, views, settings));
    return new Rebuilds(Stream.concat(tables, others.orderedStream()).toList(), views, settings);
  }

  @Bean
  ReadModels tables(
      @Qualifier("viewsDataSource") DataSource views,
      ObjectProvider<ReadModel> models,
      ProjectionSettings settings) {
    return new ReadModels(views, models.orderedStream().toList(), settings.longestRest());
  }

  @Bean(destroyMethod = "")
  @DependsOn("viewsSchema")
  LogProcessor tablesProcessor(
      @Qualifier("eventSource") StreamableMessageSource<TrackedEventMessage<?>> log,
      ReadModels tables,
      ProjectionSettings settings) {
    return new LogProcessor(TABLES, log, tables, settings.batchSize());
  }
}
