package io.daybook.kernel.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Pages, links, and what caches are told.
final class QueryPagesIT extends QuerySuite {

  @Test
  void an_etag_spares_the_body() throws Exception {
    for (String path : Questions.tagged()) {
      String etag = get("/v1/" + path).headers().firstValue("ETag").orElseThrow();
      assertThat(get("/v1/" + path, "If-None-Match", etag).statusCode()).isEqualTo(304);
      assertThat(get("/v1/" + path, "If-None-Match", "\"0\"").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void every_answer_says_who_may_keep_it() throws Exception {
    for (String path : List.of("products/85123A", "products?q=mug", "stock/85123A", "stock")) {
      HttpHeaders headers = get("/v1/" + path).headers();
      assertThat(headers.firstValue("Cache-Control")).as(path).contains("public, no-cache");
      assertThat(headers.allValues("Vary")).as(path).contains("Consistency-Token");
    }
    for (String path : List.of("carts/c1", "orders/536365", "orders", "credit-notes/C1")) {
      HttpHeaders headers = get("/v1/" + path).headers();
      assertThat(headers.firstValue("Cache-Control")).as(path).contains("private, no-cache");
    }
    HttpHeaders customer = get("/v1/customers/17850").headers();
    assertThat(customer.firstValue("Cache-Control")).contains("private, no-store");
    assertThat(get("/v1/carts/x").headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(get("/v1/books").headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void pages_follow_their_links() throws Exception {
    HttpResponse<String> first = get("/v1/orders?limit=1");
    assertThat(json(first).at("/items/0/orderId").asString()).isEqualTo("2");
    String link = first.headers().firstValue("Link").orElseThrow();
    HttpResponse<String> second = get(link.substring(1, link.indexOf('>')));
    assertThat(json(second).at("/items/0/orderId").asString()).isEqualTo("536365");
    assertThat(second.headers().firstValue("Link")).isEmpty();
    HttpResponse<String> found = get("/v1/products?limit=1&sort=-price");
    link = found.headers().firstValue("Link").orElseThrow();
    assertThat(json(get(link.substring(1, link.indexOf('>')))).at("/items/0/sku").asString())
        .isEqualTo("tea");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/stock?",
        "/v1/orders?",
        "/v1/orders?status=CONFIRMED&customer=17850",
        "/v1/credit-notes?",
        "/v1/ledger/entries?",
        "/v1/ledger/entries?order=536365",
        "/v1/products?sort=price&available=true",
        "/v1/sales?from=2010-12-01&to=2010-12-31&by=product"
      })
  void every_list_comes_whole_by_its_links_with_the_same_filters(String list) throws Exception {
    String rows = list.startsWith("/v1/sales") ? "/rows" : "/items";
    List<JsonNode> whole = json(get(list)).at(rows).valueStream().toList();
    assertThat(whole).isNotEmpty();
    List<JsonNode> parts = new ArrayList<>();
    Optional<String> next = Optional.of(list + "&limit=1");
    while (next.isPresent()) {
      HttpResponse<String> page = get(next.get());
      assertThat(json(page).at(rows)).hasSize(1);
      json(page).at(rows).forEach(parts::add);
      next = page.headers().firstValue("Link").map(link -> link.substring(1, link.indexOf('>')));
    }
    assertThat(parts).isEqualTo(whole);
  }

  @Test
  void every_answer_that_may_be_kept_says_what_it_tells_of() throws Exception {
    for (String path : Questions.tagged()) {
      assertThat(get("/v1/" + path).headers().firstValue("Surrogate-Key"))
          .as(path)
          .hasValueSatisfying(key -> assertThat(key).isNotBlank());
    }
    assertThat(get("/v1/ledger/entries").headers().firstValue("Surrogate-Key")).contains("ledger");
  }
}
