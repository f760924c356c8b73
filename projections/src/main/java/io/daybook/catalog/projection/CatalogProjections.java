package io.daybook.catalog.projection;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import io.daybook.axon.LogProcessor;
import io.daybook.kernel.projection.ProjectionSettings;
import io.daybook.kernel.projection.ReadModel;
import io.daybook.kernel.projection.RebuildSettings;
import io.daybook.kernel.projection.Rebuildable;
import io.daybook.kernel.projection.RowFollower;
import java.io.IOException;
import javax.sql.DataSource;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

/// The read models of products.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CatalogSettings.class)
public class CatalogProjections {

  private static final int MOST_EVENTS = 5_000;

  @Bean
  public ReadModel productTable() {
    return new ProductProjection();
  }

  @Bean
  ProductIndex productIndex(
      @Qualifier("viewsElasticsearch") ElasticsearchClient elasticsearch,
      ProjectionSettings settings,
      CatalogSettings catalog)
      throws IOException {
    return new ProductIndex(
        elasticsearch, IndexDefinition.read(catalog.synonyms()), settings.searchReplicas());
  }

  @Bean
  RowFollower searchFollower(
      @Qualifier("eventSource") StreamableMessageSource<TrackedEventMessage<?>> log,
      @Qualifier("viewsDataSource") DataSource views,
      ProductIndex index) {
    return new RowFollower(HeldDocuments.of(index, views, log), ProductDocuments.TABLES);
  }

  @Bean
  Rebuildable searchRebuild(
      @Qualifier("eventSource") StreamableMessageSource<TrackedEventMessage<?>> log,
      @Qualifier("viewsDataSource") DataSource views,
      ProductIndex index,
      RebuildSettings settings) {
    return new SearchRebuild(index, views, log, settings);
  }

  @Bean(destroyMethod = "")
  @DependsOn("viewsSchema")
  LogProcessor productSearchProcessor(
      @Qualifier("eventSource") StreamableMessageSource<TrackedEventMessage<?>> log,
      @Qualifier("viewsDataSource") DataSource views,
      ProductIndex index,
      ProjectionSettings settings) {
    ProductIndexer indexer =
        new ProductIndexer(
            index, views, HeldDocuments.of(index, views, log), settings.searchInterval());
    return new LogProcessor(ProductIndexer.NAME, log, indexer, MOST_EVENTS);
  }
}
