package io.daybook.catalog.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.json.jackson.Jackson3JsonpMapper;
import io.daybook.axon.Quarantine.Held;
import io.daybook.axon.TransientFailure;
import io.daybook.catalog.event.ProductEvent.ProductRevised;
import io.daybook.catalog.projection.ProductIndex.Made;
import io.daybook.kernel.Sku;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

final class ProductIndexerIT extends ProductIndexSuite {

  @Test
  void a_document_never_goes_back() throws Exception {
    ProductIndex index = new ProductIndex(elasticsearch, DEFINITION, 0);
    assertThat(index.prepare(1).uuid()).isNotEmpty();
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
    elasticsearch.indices().delete(it -> it.index(DEFINITION.name(1)));
    assertThat(indexer.position()).isEqualTo(40);
    assertThat(priceOf("lost")).isEqualTo(255);

    elasticsearch.indices().delete(it -> it.index(DEFINITION.name(1)));

    assertThat(indexer.position()).isEqualTo(40);
    assertThat(priceOf("lost")).isEqualTo(255);
    assertThat(elasticsearch.indices().existsAlias(it -> it.name("products")).value()).isTrue();
  }

  @Test
  void a_document_that_is_refused_waits_alone_and_is_sent_when_its_product_is_mended()
      throws Exception {
    happen(listed("good"), listed("endless"), listed("fine"));
    happen(new ProductRevised(new Sku("endless"), "Mug", "", ENDLESS));
    happen(priced("fine", 300));
    index();

    assertThat(priceOf("fine")).isEqualTo(300);
    assertThat(isThere("endless")).isFalse();
    Held held = only(search());
    assertThat(held.reader()).isEqualTo("projections.catalog.search");
    assertThat(held.sequence()).isEqualTo("endless");
    assertThat(held.failure()).contains("field [category]");
    assertThat(indexer.position()).isEqualTo(5);

    happen(new ProductRevised(new Sku("endless"), "Mug", "", "Kitchen"), priced("good", 400));
    index();
    assertThat(priceOf("good")).isEqualTo(400);
    assertThat(isThere("endless")).as("waits behind").isFalse();
    assertThat(only(search()).waiting()).isEqualTo(3);

    assertThat(search().redrive("endless")).isEmpty();
    assertThat(priceOf("endless")).isEqualTo(200);
    assertThat(search().held()).isEmpty();
  }

  @Test
  void a_refused_document_that_is_skipped_stays_as_it_was_until_its_product_changes()
      throws Exception {
    happen(listed("endless"));
    index();
    happen(new ProductRevised(new Sku("endless"), "Mug", "", ENDLESS));
    index();
    assertThat(search().redrive("endless")).get().extracting(Held::attempts).isEqualTo(2);

    assertThat(search().skip("endless", 1)).as("another event").isPresent();
    assertThat(search().skip("endless", 2)).isEmpty();

    assertThat(search().held()).isEmpty();
    assertThat(priceOf("endless")).isEqualTo(200);
    happen(new ProductRevised(new Sku("endless"), "Mug", "", "Kitchen"), priced("endless", 300));
    index();
    assertThat(priceOf("endless")).isEqualTo(300);
  }

  @Test
  void nothing_is_held_while_elasticsearch_is_away() throws Exception {
    happen(listed("patient"));
    index();
    happen(priced("patient", 300));
    tables();
    try (ElasticsearchClient nobody =
        ElasticsearchClient.of(
            it -> it.host("http://127.0.0.1:1").jsonMapper(new Jackson3JsonpMapper()))) {
      ProductIndexer cutOff = indexer(nobody);
      assertThatThrownBy(cutOff::position).matches(TransientFailure::is);
      assertThatThrownBy(() -> cutOff.apply(List.copyOf(log.subList(1, 2)), 2))
          .matches(TransientFailure::is);
    }

    assertThat(search().held()).isEmpty();
    assertThat(priceOf("patient")).isEqualTo(200);
    index();
    assertThat(priceOf("patient")).isEqualTo(300);
  }

  @Test
  void a_hold_that_breaks_off_in_the_middle_comes_again_with_its_batch() throws Exception {
    happen(listed("torn"), new ProductRevised(new Sku("torn"), "Mug", "", ENDLESS));
    JdbcClient jdbc = JdbcClient.create(views);
    jdbc.sql("alter table quarantined_event rename to away").update();

    assertThatThrownBy(this::index).hasStackTraceContaining("quarantined_event");

    jdbc.sql("alter table away rename to quarantined_event").update();
    assertThat(search().held()).isEmpty();
    assertThat(indexer.position()).isZero();
    index();
    assertThat(only(search()).waiting()).isEqualTo(2);
    assertThat(indexer.position()).isEqualTo(2);
  }

  @Test
  void a_node_that_fills_an_index_later_than_another_takes_nothing_back() throws Exception {
    happen(listed("endless"), listed("twice"));
    tables();
    Made made = new ProductIndex(elasticsearch, DEFINITION, 0).prepare(1);
    happen(new ProductRevised(new Sku("endless"), "Mug", "", ENDLESS), priced("twice", 300));
    index();
    assertThat(indexer.position()).isEqualTo(4);

    assertThat(held(elasticsearch).beginAgain(made, Map.of(), 2))
        .as("two nodes found it empty, and the slower one is done now")
        .isEqualTo(4);

    assertThat(indexer.position()).isEqualTo(4);
    assertThat(only(search()).sequence()).isEqualTo("endless");
    assertThat(priceOf("twice")).isEqualTo(300);
  }

  @Test
  void an_index_that_is_filled_anew_holds_what_is_refused_and_nothing_else() throws Exception {
    happen(listed("endless"), listed("refilled"));
    happen(new ProductRevised(new Sku("endless"), "Mug", "", ENDLESS));
    index();
    Held before = only(search());
    elasticsearch.indices().delete(it -> it.index(DEFINITION.name(1)));

    assertThat(indexer.position()).isEqualTo(3);

    assertThat(priceOf("refilled")).isEqualTo(200);
    Held held = only(search());
    assertThat(held.position()).isEqualTo(3);
    assertThat(held.since()).isAfter(before.since());
  }

  @Test
  void documents_never_make_an_index_of_their_own() throws Exception {
    ProductIndex index = new ProductIndex(elasticsearch, DEFINITION, 0);
    assertThat(index.prepare(1).uuid()).isNotEmpty();
    elasticsearch.indices().delete(it -> it.index(DEFINITION.name(1)));

    assertThatIOException().isThrownBy(() -> index.send(List.of(document("alone", 1))));

    assertThat(elasticsearch.indices().exists(it -> it.index(ProductIndexes.WRITERS)).value())
        .isFalse();
  }
}
