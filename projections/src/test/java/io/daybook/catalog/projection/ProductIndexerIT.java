package io.daybook.catalog.projection;

import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.json.jackson.Jackson3JsonpMapper;
import io.daybook.catalog.projection.ProductDocument.Versioned;
import io.daybook.embedded.EmbeddedElasticsearch;
import io.daybook.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

final class ProductIndexerIT {

  private static EmbeddedPostgres postgres;
  private static EmbeddedElasticsearch node;
  private static ElasticsearchClient elasticsearch;
  private static DataSource views;

  @BeforeAll
  static void start() {
    postgres = EmbeddedPostgres.startTemporary();
    postgres.createDatabase("views");
    views = postgres.dataSource("views");
    Flyway.configure().dataSource(views).locations("classpath:io/daybook/views").load().migrate();
    node = EmbeddedElasticsearch.startTemporary();
    elasticsearch =
        ElasticsearchClient.of(it -> it.host(node.uri()).jsonMapper(new Jackson3JsonpMapper()));
  }

  @AfterAll
  static void stop() throws Exception {
    elasticsearch.close();
    node.close();
    postgres.close();
  }

  @Test
  void a_document_never_goes_back() throws Exception {
    ProductIndex index = new ProductIndex(elasticsearch, 0);
    assertThat(index.prepare()).isNotEmpty();
    Random random = new Random(7);
    long newest = 0;
    for (int i = 0; i < 200; i++) {
      long version = random.nextLong(1, 101);
      newest = Math.max(newest, version);
      index.send(List.of(document("never-back", version), document("other-" + i, version)));
      assertThat(priceOf("never-back")).isEqualTo(newest);
    }
  }

  @Test
  void an_index_that_was_lost_is_filled_from_the_tables() throws Exception {
    JdbcClient.create(views)
        .sql(
            """
            insert into projection_position (name, position)
            values ('projections.catalog.products', 42), ('projections.inventory.stock-levels', 40);
            insert into product values ('lost', 'Mug', '', 'Kitchen', 255, 'GBP', true, 1, 7)
            """)
        .update();
    ProductIndexer indexer = indexer();
    assertThat(indexer.position()).isEqualTo(40);
    assertThat(priceOf("lost")).isEqualTo(255);

    elasticsearch.indices().delete(it -> it.index("products-v1"));

    assertThat(indexer.position()).isEqualTo(40);
    assertThat(priceOf("lost")).isEqualTo(255);
    assertThat(elasticsearch.indices().existsAlias(it -> it.name("products")).value()).isTrue();
  }

  private static ProductIndexer indexer() {
    return new ProductIndexer(
        new ProductIndex(elasticsearch, 0), new ProductDocuments(views), Duration.ZERO);
  }

  private static Versioned document(String sku, long version) {
    return new Versioned(
        new ProductDocument(sku, "Mug", "", "Kitchen", version, "GBP", true, true), version);
  }

  private static long priceOf(String sku) throws Exception {
    return Objects.requireNonNull(
            elasticsearch
                .get(it -> it.index("products-v1").id(sku), ProductDocument.class)
                .source())
        .priceMinor();
  }
}
