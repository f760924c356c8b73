package io.daybook.kernel.view;

import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import io.daybook.catalog.event.ProductEvent.PriceChanged;
import io.daybook.kernel.Currency;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Pages of one search.
final class SearchPagesIT extends SearchSuite {

  @Test
  @Order(2)
  void a_cursor_belongs_to_its_search_and_what_was_forged_is_refused() throws Exception {
    String cursor = search("q=heart&limit=5").at("/next").asString();
    assertThat(shop.get("/v1/products?q=heart&limit=9&cursor=" + cursor).statusCode())
        .isEqualTo(200);
    assertThat(shop.get("/v1/products?q=star&limit=5&cursor=" + cursor).statusCode())
        .isEqualTo(400);
    assertThat(shop.get("/v1/products?q=heart&sort=name&cursor=" + cursor).statusCode())
        .isEqualTo(400);
    List<String> keys = new ArrayList<>(Cursor.parse(cursor).keys());
    for (String forged : List.of("forged", "", "AAAA", "46ToAwMFaWR5")) {
      keys.set(2, forged);
      String wrong = Cursor.after(keys.toArray()).toString();
      assertThat(shop.get("/v1/products?q=heart&cursor=" + wrong).statusCode())
          .as(forged)
          .isIn(200, 400);
    }
  }

  @Test
  @Order(3)
  void pages_of_one_search_show_each_product_once_whatever_changes_meanwhile() throws Exception {
    JsonNode first = search("limit=100&sort=price");
    List<String> seen = new ArrayList<>(skus(first));
    long last =
        shop.log()
            .append(
                catalogue.items().values().stream()
                    .map(it ->
                        new PriceChanged(
                            new Sku(it.sku()),
                            Money.of(100_000 - it.price(), Currency.GBP),
                            Money.of(it.price(), Currency.GBP)))
                    .toArray(DomainEvent[]::new));
    token = String.valueOf(last);
    assertThat(skus(search("limit=100&sort=-price"))).isEqualTo(skus(first).stream().toList());
    String next = first.at("/next").asString();
    while (!next.isEmpty()) {
      JsonNode page = shop.json("/v1/products?limit=100&sort=price&cursor=" + next);
      seen.addAll(skus(page));
      next = page.path("next").asString("");
    }
    assertThat(seen)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(catalogue.items().keySet());
  }

  @Test
  @Order(4)
  void a_page_goes_on_where_the_last_one_ended_when_its_moment_is_gone() throws Exception {
    JsonNode first = search("limit=50&sort=name");
    String next = first.at("/next").asString();
    shop.application()
        .getBean("viewsElasticsearch", ElasticsearchClient.class)
        .closePointInTime(it -> it.id(Cursor.parse(next).keys().get(2)));
    JsonNode second = shop.json("/v1/products?limit=50&sort=name&cursor=" + next);
    List<String> both = new ArrayList<>(skus(first));
    both.addAll(skus(second));
    assertThat(both).isEqualTo(skus(search("limit=100&sort=name")));
  }

  @Test
  @Order(4)
  void a_page_of_another_moment_with_the_same_products_is_the_copy_that_one_has() throws Exception {
    for (String path : List.of("/v1/products?limit=1&sort=name", "/v1/products?limit=2&q=heart")) {
      HttpResponse<String> first = shop.get(path);
      String etag = first.headers().firstValue("ETag").orElseThrow();
      String next = JsonMapper.shared().readTree(first.body()).at("/next").asString();
      shop.application()
          .getBean("viewsElasticsearch", ElasticsearchClient.class)
          .closePointInTime(it -> it.id(Cursor.parse(next).keys().get(2)));

      HttpResponse<String> again = shop.get(path);

      assertThat(JsonMapper.shared().readTree(again.body()).at("/next").asString())
          .as("another moment")
          .isNotEqualTo(next);
      assertThat(etag).startsWith("W/");
      assertThat(again.headers().firstValue("ETag")).contains(etag);
      assertThat(shop.get(path, "If-None-Match", etag).statusCode()).isEqualTo(304);
      assertThat(shop.get(path + "&available=false", "If-None-Match", etag).statusCode())
          .isEqualTo(200);
    }
  }
}
