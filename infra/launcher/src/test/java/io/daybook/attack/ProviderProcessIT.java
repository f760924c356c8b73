package io.daybook.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daybook.cli.http.Call;
import io.daybook.cli.http.Reply;
import io.daybook.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The payment provider is another process with books of its own. It declines, is silent, late,
/// says things twice, breaks off and dies; whatever it does, its books and ours say the same.
class ProviderProcessIT {

  private static final int ROUNDS = Integer.getInteger("daybook.attacks.rounds", 8);

  @TempDir static Path folder;
  private static EmbeddedPostgres postgres;
  private static ProviderProcess provider;
  private static OpenShop shop;
  private static Deals deals;

  @BeforeAll
  static void open() throws Exception {
    postgres = EmbeddedPostgres.startTemporary();
    provider =
        new ProviderProcess(
            postgres.jdbcUrl("postgres") + "?user=" + postgres.user(),
            folder.resolve("provider.log"));
    shop =
        new OpenShop(
            folder.resolve("data"),
            Map.of(
                "daybook.payment.sandbox.url",
                provider.url().toString(),
                "daybook.payment.answer-timeout",
                "3s",
                "daybook.checkout.payment-timeout",
                "60s",
                "daybook.checkout.lookout",
                "50ms"));
    provider.start(shop.api().base());
    deals = new Deals(shop);
    shop.sell(Shoppers.MUG, 1_000_000);
  }

  @AfterAll
  static void prove_both_books() throws Exception {
    try (EmbeddedPostgres _ = postgres;
        ProviderProcess closing = provider;
        OpenShop open = shop) {
      open.verify();
      List<JsonNode> ledger = closing.ledger();
      assertThat(ledger).isNotEmpty().allSatisfy(ProviderProcessIT::assertAsWeHaveIt);
    }
  }

  /// Whoever gets no answer asks again under the same key, and the money moves once.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "4242424242424242", // good
        "4000000000000259", // says it twice more by webhook
        "4000000000000051", // does it and answers 500
        "4000000000000085", // does it and cuts the connection
        "4000000000000077" // does it and dies
      })
  void money_is_taken_and_given_back_once(String card) {
    String order = shop.placed(OpenShop.order(Shoppers.MUG, 3, card));
    assertThat(deals.settled(order).status).isEqualTo("CONFIRMED");
    assertThat(deals.now(order).kept()).isEqualTo(300);

    shop.done(Shoppers.callOff(order, 1));
    assertThat(deals.settled(order).kept()).isEqualTo(200);

    shop.done(Shoppers.cancel(order, "no"));
    assertThat(deals.settled(order).kept()).isZero();
    assertThat(entry(order).path("captures").asInt()).isEqualTo(1);
    assertThat(entry(order).path("refunds").asInt()).isEqualTo(2);
  }

  @Test
  void it_dies_each_time_that_money_moves_with_the_card_for_that() {
    int before = provider.deaths();
    String order = shop.placed(OpenShop.order(Shoppers.MUG, 1, "4000000000000077"));

    assertThat(deals.settled(order).status).isEqualTo("CONFIRMED");

    assertThat(provider.deaths() - before).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4000000000000002", "4000000000009995"})
  void an_order_whose_card_is_declined_is_rejected(String card) {
    String order = shop.placed(OpenShop.order(Shoppers.MUG, 1, card));

    assertThat(deals.settled(order).status).isEqualTo("REJECTED");
    assertThat(entry(order).path("state").asString()).isEqualTo("DECLINED");
  }

  @Test
  void money_that_is_held_late_but_in_time_buys_the_goods() {
    String order = shop.placed(OpenShop.order(Shoppers.MUG, 1, "4000000000000341"));

    assertThat(deals.settled(order).status).isEqualTo("CONFIRMED");
  }

  /// Called off while nothing was said: what the provider holds by then is let go of.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "4000000000000119", // holds it and never says so
        "4000000000000127", // holds it and never answers
        "4000000000000341" // holds it later than that, and says so
      })
  void money_that_nobody_wants_any_more_is_let_go_of(String card) {
    String order = shop.placed(OpenShop.order(Shoppers.MUG, 1, card));
    await().until(() -> find(order).isPresent());

    shop.done(Shoppers.cancel(order, "no"));

    assertThat(deals.settled(order).kept()).isZero();
    awaitState(order, "VOIDED");
  }

  @Test
  void it_may_die_at_any_moment() throws Exception {
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < 5 * ROUNDS; i++) {
      calls.add(OpenShop.order(Shoppers.MUG, 1, OpenShop.GOOD_CARD));
    }
    List<String> orders = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      if (i % 10 == 5) {
        provider.kill();
      }
      Reply reply = shop.send(calls.get(i));
      orders.add(reply.json().path("orderId").asString());
    }

    assertThat(orders)
        .allSatisfy(it -> assertThat(deals.settled(it).status).isEqualTo("CONFIRMED"));
  }

  private static void awaitState(String order, String state) {
    await().untilAsserted(() -> assertThat(entry(order).path("state").asString()).isEqualTo(state));
  }

  private static JsonNode entry(String order) {
    return find(order).orElseThrow();
  }

  private static Optional<JsonNode> find(String order) {
    return provider.ledger().stream()
        .filter(it -> it.path("orderId").asString().equals(order))
        .findFirst();
  }

  private static void assertAsWeHaveIt(JsonNode entry) {
    Deal deal = deals.now(entry.path("orderId").asString());
    assertThat(entry.path("capturedMinor").asLong()).as("%s", entry).isEqualTo(deal.captured);
    assertThat(entry.path("refundedMinor").asLong()).as("%s", entry).isEqualTo(deal.refunded);
    assertThat(entry.path("captures").asInt()).as("%s", entry).isLessThanOrEqualTo(1);
    assertThat(entry.path("state").asString())
        .as("%s: %s", entry, deal.events)
        .isEqualTo(
            deal.captured > 0
                ? "CAPTURED"
                : deal.count("payment.declined") > 0 ? "DECLINED" : "VOIDED");
  }
}
