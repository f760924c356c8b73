package io.daybook.catalog.view;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import io.daybook.kernel.view.Progress;
import io.daybook.kernel.view.Shelves;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Questions about products.
@Configuration(proxyBeanMethods = false)
public class CatalogQueries {

  @Bean(defaultCandidate = false)
  @ConditionalOnMissingBean(name = "viewsElasticsearch")
  ElasticsearchClient viewsElasticsearch(@Value("${daybook.elasticsearch.uri}") String uri) {
    return BoundedSearch.connect(uri);
  }

  @Bean
  ProductEndpoint productViewEndpoint(
      @Qualifier("viewsJdbc") JdbcClient views,
      @Qualifier("tablesProgress") Progress tables,
      Shelves shelves,
      @Qualifier("viewsElasticsearch") ElasticsearchClient elasticsearch) {
    BoundedSearch bounded = new BoundedSearch(elasticsearch);
    SearchProgress index = new SearchProgress(bounded, views);
    return new ProductEndpoint(
        new ProductViews(views), tables, shelves, new ProductSearch(bounded, index), index);
  }
}
