package io.daybook.catalog.projection;

import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.json.jackson.Jackson3JsonpMapper;
import org.junit.jupiter.api.Test;

/// Documents of rows that were held and are mended.
final class MendedDocumentIT extends ProductIndexSuite {

  @Test
  void a_row_that_is_mended_is_found_again() throws Exception {
    products.mistakes().add(2L);
    happen(listed("mended"), priced("mended", 300));
    index();
    assertThat(priceOf("mended")).isEqualTo(200);
    assertThat(search().held()).as("the index follows the row").isEmpty();

    products.mistakes().clear();
    assertThat(quarantines().of(products.name()).redrive("mended")).isEmpty();

    assertThat(priceOf("mended")).isEqualTo(300);
    assertThat(search().held()).isEmpty();
  }

  @Test
  void a_document_is_right_when_the_older_one_of_its_rows_is_mended() throws Exception {
    stock.mistakes().add(2L);
    happen(listed("older"), received("older"), priced("older", 300));
    index();
    assertThat(documentOf("older").inStock()).isFalse();

    stock.mistakes().clear();
    assertThat(quarantines().of(stock.name()).redrive("older")).isEmpty();

    assertThat(documentOf("older").inStock()).isTrue();
    assertThat(priceOf("older")).isEqualTo(300);
    assertThat(search().held()).isEmpty();
    products.mistakes().add(4L);
    happen(priced("older", 400), sold("older"));
    index();
    assertThat(documentOf("older").inStock()).isFalse();
    assertThat(priceOf("older")).isEqualTo(300);

    products.mistakes().clear();
    assertThat(quarantines().of(products.name()).redrive("older")).isEmpty();

    assertThat(priceOf("older")).isEqualTo(400);
    assertThat(documentOf("older").inStock()).isFalse();
  }

  @Test
  void a_row_that_is_mended_while_elasticsearch_is_away_waits_to_be_sent() throws Exception {
    products.mistakes().add(2L);
    happen(listed("late"), priced("late", 300));
    index();
    products.mistakes().clear();
    try (ElasticsearchClient nobody =
        ElasticsearchClient.of(
            it -> it.host("http://127.0.0.1:1").jsonMapper(new Jackson3JsonpMapper()))) {
      assertThat(quarantines(nobody).of(products.name()).redrive("late")).isEmpty();
    }

    assertThat(only(search()).failure()).contains("was mended, its copy not yet");
    assertThat(priceOf("late")).isEqualTo(200);
    assertThat(search().redrive("late")).isEmpty();
    assertThat(priceOf("late")).isEqualTo(300);
  }
}
