package io.daybook.catalog.projection;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import io.daybook.axon.LogProcessor;
import io.daybook.kernel.projection.ProjectionSettings;
import io.daybook.kernel.projection.ReadModel;
import io.daybook.kernel.projection.RowFollower;
import javax.sql.DataSource;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

/// The read models of products.
@Configuration(proxyBeanMethods = false)
public class CatalogProjections {

  private static final int MOST_EVENTS = 5_000;

  @Bean
  public ReadModel productTable() {
    return new ProductProjection();
  }

  @Bean
  RowFollower searchFollower(
      @Qualifier("eventLog") StreamableMessageSource<TrackedEventMessage<?>> log,
      @Qualifier("viewsDataSource") DataSource views,
      @Qualifier("viewsElasticsearch") ElasticsearchClient elasticsearch,
      ProjectionSettings settings) {
    ProductIndex index = new ProductIndex(elasticsearch, settings.searchReplicas());
    return new RowFollower(HeldDocuments.of(index, views, log), ProductDocuments.TABLES);
  }

  @Bean(destroyMethod = "")
  @DependsOn("viewsSchema")
  LogProcessor productSearchProcessor(
      @Qualifier("eventLog") StreamableMessageSource<TrackedEventMessage<?>> log,
      @Qualifier("viewsDataSource") DataSource views,
      @Qualifier("viewsElasticsearch") ElasticsearchClient elasticsearch,
      ProjectionSettings settings) {
    ProductIndex index = new ProductIndex(elasticsearch, settings.searchReplicas());
    ProductIndexer indexer =
        new ProductIndexer(
            index,
            new ProductDocuments(views),
            HeldDocuments.of(index, views, log),
            settings.searchInterval());
    return new LogProcessor(ProductIndexer.NAME, log, indexer, MOST_EVENTS);
  }
}
