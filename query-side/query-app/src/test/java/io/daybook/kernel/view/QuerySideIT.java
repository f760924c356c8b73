package io.daybook.kernel.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daybook.cart.event.CartEvent.CartLineSet;
import io.daybook.cart.event.CartLine;
import io.daybook.catalog.event.ProductEvent.PriceChanged;
import io.daybook.catalog.event.ProductEvent.ProductRevised;
import io.daybook.embedded.EmbeddedElasticsearch;
import io.daybook.kernel.CartId;
import io.daybook.kernel.projection.ViewQuarantines;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class QuerySideIT extends QuerySuite {

  @Test
  @Order(1)
  void every_answer_is_as_the_contract_says() throws Exception {
    check("/v1/products/85123A", "Product");
    check("/v1/products?q=mug&facets=true", "ProductPage");
    check("/v1/products/suggestions?q=ha", "Suggestions");
    check("/v1/stock/85123A", "Stock");
    check("/v1/stock?limit=1", "StockPage");
    check("/v1/carts/c1", "Cart");
    check("/v1/orders/536365", "Order");
    check("/v1/orders/2", "Order");
    check("/v1/orders/536365/history", "OrderHistory");
    check("/v1/orders/536365?asOf=" + last, "Order");
    check("/v1/carts/c1?asOf=" + last, "Cart");
    check("/v1/stock/85123A?asOf=" + last, "Stock");
    check("/v1/orders?limit=1", "OrderPage");
    check("/v1/customers/17850", "Customer");
    check("/v1/credit-notes/C1", "CreditNote");
    check("/v1/credit-notes", "CreditNotePage");
    check("/v1/sales?from=2010-12-01&to=2010-12-31&by=product", "Sales");
    check("/v1/sales?from=2010-12-01&to=2010-12-31&by=country", "Sales");
    check("/v1/books", "Books");
    check("/v1/ledger/accounts", "LedgerAccounts");
    check("/v1/ledger/entries?order=536365", "LedgerEntryPage");
  }

  @Test
  @Order(2)
  void an_order_shows_its_lines_its_money_and_what_happened() throws Exception {
    JsonNode order = json(get("/v1/orders/536365"));
    assertThat(order.at("/status").asString()).isEqualTo("CONFIRMED");
    assertThat(order.at("/payment/captured/minor").asLong()).isEqualTo(2030);
    assertThat(order.at("/lines/0/amount/minor").asLong()).isEqualTo(1530);
    assertThat(order.at("/timeline")).hasSize(7);
    assertThat(order.at("/timeline/0/who").asString()).isEqualTo("shop");
  }

  @Test
  @Order(2)
  void the_books_add_up() throws Exception {
    JsonNode books = json(get("/v1/books"));
    assertThat(books.at("/orders/placed/count").asLong()).isEqualTo(2);
    assertThat(books.at("/orders/confirmed/amounts/0/minor").asLong()).isEqualTo(2030);
    assertThat(books.at("/payments/captured/amounts/0/minor").asLong()).isEqualTo(2030);
    assertThat(books.at("/stock/available").asLong()).isEqualTo(4);
    JsonNode sales = json(get("/v1/sales?from=2010-12-01&to=2010-12-31&by=day"));
    assertThat(sales.at("/rows/0/sold/amount/minor").asLong()).isEqualTo(2030);
    assertThat(sales.at("/rows/1/credited/amount/minor").asLong()).isEqualTo(1530);
  }

  @Test
  @Order(2)
  void sales_have_the_same_sums_by_day_product_and_country() throws Exception {
    List<Long> byDay = sales("day");
    assertThat(byDay).startsWith(2030L, 0L, 0L, 1530L);
    assertThat(sales("product")).isEqualTo(byDay);
    assertThat(sales("country")).isEqualTo(byDay);
  }

  @Test
  @Order(2)
  void the_ledger_is_balanced_now_and_as_of_any_position() throws Exception {
    JsonNode entries = json(get("/v1/ledger/entries?order=536365")).at("/items");
    assertThat(entries.valueStream().map(it -> it.at("/debit").asString()))
        .containsExactly("HELD", "CUSTOMER", "CLEARING");
    long head = json(get("/v1/ledger/accounts")).at("/asOf").asLong();
    for (long position = 0; position <= head; position++) {
      JsonNode then = json(get("/v1/ledger/accounts?asOf=" + position)).at("/accounts");
      assertThat(then).hasSize(6);
      assertThat(then.valueStream().mapToLong(it -> it.at("/balance/minor").asLong()).sum())
          .isZero();
    }
    long confirmed = entries.get(1).at("/position").asLong();
    assertThat(revenueAsOf(confirmed - 1)).isZero();
    assertThat(revenueAsOf(confirmed)).isEqualTo(-2030);
  }

  @ParameterizedTest
  @Order(2)
  @ValueSource(
      strings = {
        "christmas",
        "mug",
        "MUGS",
        "hangign",
        "85123a",
        "white",
        "xmas%20heart",
        "Kitchen"
      })
  void search_forgives_word_forms_typing_mistakes_and_accents(String q) throws Exception {
    assertThat(json(get("/v1/products?q=" + q)).at("/items/0/sku").asString()).isEqualTo("85123A");
  }

  @Test
  @Order(2)
  void facets_respect_every_filter_but_their_own() throws Exception {
    JsonNode page = json(get("/v1/products?facets=true&category=Food&sort=price"));
    assertThat(page.at("/total").asLong()).isEqualTo(1);
    assertThat(page.at("/facets/category")).hasSize(2);
    assertThat(page.at("/facets/available/soldOut").asLong()).isEqualTo(1);
    assertThat(page.at("/facets/available/inStock").asLong()).isZero();
  }

  @ParameterizedTest
  @Order(2)
  @MethodSource("io.daybook.kernel.view.Questions#bad")
  void a_bad_parameter_is_named(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(CONTRACT.check("Problem", json(answer))).isEmpty();
    assertThat(json(answer).at("/errors/0/parameter").asString()).isNotEmpty();
  }

  @Test
  @Order(2)
  void what_nobody_knows_is_not_found() throws Exception {
    for (String path :
        List.of(
            "products/x", "stock/x", "carts/x", "orders/x", "orders/x/history", "customers/x")) {
      assertThat(get("/v1/" + path).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  @Order(2)
  void the_ledger_as_of_a_position_that_has_not_come_is_refused() throws Exception {
    HttpResponse<String> refused = get("/v1/ledger/accounts?asOf=" + (last + 1));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).at("/type").asString()).isEqualTo("/problems/request/moment-not-yet");
    assertThat(get("/v1/ledger/accounts?asOf=" + last).statusCode()).isEqualTo(200);
  }

  @Test
  @Order(3)
  void a_query_waits_for_its_token_and_no_longer_than_it_prefers() throws Exception {
    log.hold();
    long token = log.append(new PriceChanged(MUG, pounds(999), pounds(255)));
    String wanted = String.valueOf(token);
    for (String path : List.of("/v1/products/85123A", "/v1/products?q=mug")) {
      HttpResponse<String> late = get(path, "Consistency-Token", wanted, "Prefer", "wait=0");
      assertThat(late.statusCode()).isEqualTo(503);
      assertThat(late.headers().firstValue("Retry-After")).isPresent();
    }
    Thread.ofVirtual().start(log::release);
    HttpResponse<String> page =
        get("/v1/products/85123A", "Consistency-Token", wanted, "Prefer", "wait=10");
    assertThat(json(page).at("/price/minor").asLong()).isEqualTo(999);
    HttpResponse<String> found =
        get("/v1/products?q=mug", "Consistency-Token", wanted, "Prefer", "wait=10");
    assertThat(json(found).at("/items/0/price/minor").asLong()).isEqualTo(999);
    assertThat(found.headers().firstValueAsLong("Consistency-Token").orElse(0))
        .isGreaterThanOrEqualTo(token);
    last = token;
  }

  @Test
  @Order(3)
  void an_answer_whose_row_stands_still_says_so_and_nobody_waits_for_it() throws Exception {
    assertThat(get("/v1/products/85123A").headers().firstValue("Stale-View")).isEmpty();
    // PostgreSQL keeps no text with a zero in it.
    long token = log.append(new ProductRevised(TEA, "Tea\0", "", "Drinks"));

    await().until(() -> get("/v1/products/tea").headers().firstValue("Stale-View").isPresent());

    HttpResponse<String> held = get("/v1/products/tea", "Consistency-Token", "" + token);
    assertThat(held.statusCode()).isEqualTo(200);
    assertThat(held.headers().firstValue("Stale-View")).contains("projections.catalog.products");
    assertThat(get("/v1/stock/tea").headers().firstValue("Stale-View")).isEmpty();
    assertThat(get("/v1/products/85123A").headers().firstValue("Stale-View")).isEmpty();
    application
        .getBean(ViewQuarantines.class)
        .of("projections.catalog.products")
        .skip("tea", token);
    await().until(() -> get("/v1/products/tea").headers().firstValue("Stale-View").isEmpty());
  }

  @Test
  @Order(4)
  void while_elasticsearch_is_away_search_says_so_and_everything_else_works() throws Exception {
    int port = elasticsearch.uri().getPort();
    elasticsearch.kill();
    last =
        log.append(
            new CartLineSet(new CartId("c1"), new CartLine(TEA, "Tea", 3, pounds(7))),
            new PriceChanged(TEA, pounds(7), pounds(100)));
    for (String path : List.of("/v1/products?q=mug", "/v1/products/suggestions?q=ha")) {
      HttpResponse<String> search = get(path);
      assertThat(search.statusCode()).as(path).isEqualTo(503);
      assertThat(search.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
    }
    HttpResponse<String> page = get("/v1/products/tea", "Consistency-Token", "" + last);
    assertThat(json(page).at("/price/minor").asLong()).isEqualTo(7);
    HttpResponse<String> cart = get("/v1/carts/c1", "Consistency-Token", "" + last);
    assertThat(json(cart).at("/lines/1/units").asInt()).isEqualTo(3);
    for (String path : List.of("/v1/stock/85123A", "/v1/orders/536365", "/v1/orders")) {
      assertThat(get(path, "Consistency-Token", "" + last).statusCode()).as(path).isEqualTo(200);
    }

    elasticsearch = EmbeddedElasticsearch.start(directory, port);

    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .untilAsserted(() -> {
          HttpResponse<String> found = get("/v1/products?q=tea", "Consistency-Token", "" + last);
          assertThat(json(found).at("/items/0/price/minor").asLong()).isEqualTo(7);
        });
  }

  @Test
  @Order(2)
  void code_and_contract_know_the_same_paths_and_parameters() throws Exception {
    ContractPaths contract = ContractPaths.read();
    assertThat(
            application
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .stream()
                .flatMap(it -> it.getPatternValues().stream())
                .filter(it -> it.startsWith("/v1/")))
        .containsExactlyInAnyOrderElementsOf(contract.paths());
    for (String path : contract.paths()) {
      String there = path.replaceAll("\\{.*?}", "x");
      assertThat(get(there + "?unheard=1").body()).as(path).contains("is not known here");
      for (String parameter : contract.queryParameters(path)) {
        assertThat(get(there + "?" + parameter + "=1").body())
            .as(path + " " + parameter)
            .doesNotContain("is not known here");
      }
    }
  }
}
