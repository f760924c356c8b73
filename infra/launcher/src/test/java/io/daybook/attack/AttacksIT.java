package io.daybook.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.cli.http.Call;
import io.daybook.cli.http.Reply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Requests that contradict each other, at the same moment, again and again. One of them wins, or
/// each has its effect once; money and stock are right; everybody has an answer that is documented.
///
/// `-Ddaybook.attacks.rounds=100` attacks for longer, `-Ddaybook.attacks.seed=N` as another time.
class AttacksIT {

  private static final int ROUNDS = Integer.getInteger("daybook.attacks.rounds", 8);
  private static final long SEED = Long.getLong("daybook.attacks.seed", 1);
  private static final int PLENTY = 1_000_000;

  /// Long enough for a card that answers at once on a machine that is busy.
  private static final int PAYMENT_TIMEOUT_MILLIS = 4_000;

  @TempDir static Path folder;
  private static OpenShop shop;
  private static Deals deals;
  private static Shoppers shoppers;
  private static Rush rush;

  @BeforeAll
  static void open() throws Exception {
    System.out.println("Attacks: seed " + SEED);
    shop =
        new OpenShop(
            folder.resolve("data"),
            Map.of(
                "daybook.checkout.payment-timeout",
                PAYMENT_TIMEOUT_MILLIS + "ms",
                "daybook.checkout.lookout",
                "20ms"));
    deals = new Deals(shop);
    shoppers = new Shoppers(shop, deals);
    shop.sell(Shoppers.MUG, PLENTY);
    rush = new Rush(shop, SEED);
  }

  @AfterAll
  static void prove_the_books() throws Exception {
    try (OpenShop closing = shop) {
      closing.verify();
    }
  }

  @Test
  void a_cart_is_checked_out_once_however_often_one_request_comes() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String cart = shop.cart(Shoppers.MUG, 2);
      Call checkOut = OpenShop.checkOut(cart, OpenShop.GOOD_CARD);

      List<Reply> replies = rush.atOnce(checkOut, checkOut, checkOut);

      assertThat(replies).extracting(Reply::status).containsOnly(202);
      assertThat(replies).extracting(Reply::text).containsOnly(replies.getFirst().text());
      assertThat(deals.checkouts(cart)).isEqualTo(1);
      assertKept(OpenShop.orderOf(replies.getFirst()), 200);
    }
  }

  @Test
  void a_cart_is_checked_out_once_however_many_requests_there_are() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String cart = shop.cart(Shoppers.MUG, 2);

      List<Reply> replies =
          rush.atOnce(
              OpenShop.checkOut(cart, OpenShop.GOOD_CARD),
              OpenShop.checkOut(cart, OpenShop.GOOD_CARD),
              OpenShop.checkOut(cart, OpenShop.GOOD_CARD));

      Reply won = only(replies);
      assertRefused(replies, "cart/already-checked-out");
      assertThat(deals.checkouts(cart)).isEqualTo(1);
      assertKept(OpenShop.orderOf(won), 200);
    }
  }

  @Test
  void a_key_is_for_one_request_also_when_two_come_at_once() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String key = OpenShop.key();

      List<Reply> replies =
          rush.atOnce(
              OpenShop.order(Shoppers.MUG, 1, OpenShop.GOOD_CARD).key(key),
              OpenShop.order(Shoppers.MUG, 2, OpenShop.GOOD_CARD).key(key));

      Reply won = only(replies);
      assertRefused(replies, "request/idempotency-key-reused");
      assertKept(OpenShop.orderOf(won), replies.indexOf(won) == 0 ? 100 : 200);
    }
  }

  @Test
  void a_cancellation_undoes_all_whatever_the_checkout_is_just_doing() throws Exception {
    for (int round = 0; round < 2 * ROUNDS; round++) {
      String order = shop.placed(OpenShop.order(Shoppers.MUG, 3, OpenShop.GOOD_CARD));

      List<Reply> replies =
          rush.atOnce(60_000, Shoppers.cancel(order, "no"), Shoppers.cancel(order, "no, really"));

      only(replies);
      assertRefused(replies, "ordering/state-forbids");
      assertKept(order, 0);
      assertThat(deals.now(order).count("ordering.order-cancelled")).isEqualTo(1);
    }
  }

  @Test
  void all_and_a_part_are_not_both_called_off() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String order = shoppers.confirmed(3);

      List<Reply> replies =
          rush.atOnce(
              Shoppers.cancel(order, "no"), Shoppers.callOff(order, 1), Shoppers.callOff(order, 1));

      assertThat(replies.getFirst().accepted()).isTrue();
      assertKept(order, 0);
      Deal deal = deals.now(order);
      assertThat(deal.captured).isLessThanOrEqualTo(deal.total);
      assertThat(deal.count("ordering.lines-cancelled"))
          .isEqualTo((int) replies.stream().skip(1).filter(Reply::accepted).count());
    }
  }

  @Test
  void parts_called_off_at_once_are_never_all_of_the_goods() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String order = shoppers.confirmed(3);
      Call two = Shoppers.callOff(order, 2);

      List<Reply> replies = rush.atOnce(two, two, Shoppers.callOff(order, 2));

      long parts = replies.stream().filter(Reply::accepted).map(Reply::text).distinct().count();
      assertThat(parts).isEqualTo(1);
      assertKept(order, 100);
      assertThat(deals.now(order).count("inventory.stock-released")).isEqualTo(1);
    }
  }

  @Test
  void goods_go_back_once_however_often_one_request_comes() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String order = shoppers.shipped(5);
      Call back = Shoppers.sendBack(order, 2, "chipped");

      List<Reply> replies = rush.atOnce(back, back, back);

      assertThat(replies).extracting(Reply::status).containsOnly(202);
      assertKept(order, 300);
      assertRefundsWithinCaptured(order, 1);
    }
  }

  @Test
  void refunds_that_are_asked_for_at_once_are_never_more_than_was_taken() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String order = shoppers.shipped(5);

      List<Reply> replies =
          rush.atOnce(
              Shoppers.sendBack(order, 3, "chipped"),
              Shoppers.sendBack(order, 3, "blue"),
              Shoppers.credit(order, "", 250));

      long back = replies.stream().limit(2).filter(Reply::accepted).count();
      boolean credited = replies.getLast().accepted();
      assertThat(back).isBetween(credited ? 0L : 1L, 1L);
      // Goods that come back are worth at most what was not credited before.
      assertKept(order, Math.max(0, 500 - 300 * back - (credited ? 250 : 0)));
      assertRefundsWithinCaptured(order, (int) back + (credited ? 1 : 0));
    }
  }

  @Test
  void a_credit_note_is_issued_once() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String order = shoppers.confirmed(5);
      String note = "\"creditNoteId\":\"n-%s\",".formatted(order);
      Call first = Shoppers.credit(order, note, 300);

      List<Reply> replies =
          rush.atOnce(
              first, first, Shoppers.credit(order, note, 300), Shoppers.credit(order, note, 200));

      boolean large = replies.getFirst().accepted();
      assertThat(replies).extracting(Reply::accepted).containsExactly(large, large, large, !large);
      assertRefused(replies, "ordering/credit-note-already-issued");
      assertKept(order, large ? 200 : 300);
      assertRefundsWithinCaptured(order, 1);
    }
  }

  @Test
  void credits_at_once_are_never_more_than_was_paid() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String order = shoppers.confirmed(5);

      List<Reply> replies =
          rush.atOnce(
              Shoppers.credit(order, "", 300),
              Shoppers.credit(order, "", 300),
              Shoppers.cancel(order, "no"));

      assertThat(replies.getLast().accepted()).isTrue();
      assertThat(replies.stream().limit(2).filter(Reply::accepted).count()).isLessThan(2);
      assertKept(order, 0);
    }
  }

  @Test
  void an_order_is_shipped_or_cancelled() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String order = shoppers.confirmed(2);

      List<Reply> replies =
          rush.atOnce(
              Shoppers.post(order, "shipment", "{}"),
              Shoppers.cancel(order, "no"),
              Shoppers.post(order, "shipment", "{}"));

      boolean gone = replies.getFirst().accepted();
      assertThat(replies).extracting(Reply::accepted).containsExactly(gone, !gone, gone);
      assertRefused(replies, "ordering/state-forbids");
      assertKept(order, gone ? 200 : 0);
      assertThat(deals.now(order).count("inventory.stock-shipped")).isEqualTo(gone ? 1 : 0);
    }
  }

  @Test
  void an_order_has_the_prices_that_the_shopper_saw_or_there_is_none() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String sku = "price-" + round;
      shop.sell(sku, PLENTY);
      String cart = shop.cart(sku, 2);

      List<Reply> replies =
          rush.atOnce(
              20_000,
              Call.of("PUT", "/v1/products/{sku}/price", sku)
                  .json("{\"price\":{\"minor\":175,\"currency\":\"GBP\"}}"),
              OpenShop.checkOut(cart, OpenShop.GOOD_CARD));

      assertThat(replies.getFirst().accepted()).isTrue();
      if (replies.getLast().accepted()) {
        assertKept(OpenShop.orderOf(replies.getLast()), 200);
      } else {
        assertRefused(replies, "cart/prices-changed");
        assertThat(deals.checkouts(cart)).isZero();
      }
    }
  }

  @Test
  void stock_goes_to_an_order_or_is_written_off() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String sku = "scarce-" + round;
      shop.sell(sku, 2);

      List<Reply> replies =
          rush.atOnce(
              20_000,
              OpenShop.order(sku, 2, OpenShop.GOOD_CARD),
              OpenShop.post("/v1/stock/{sku}/adjustments", "{\"delta\":-1,\"reason\":\"x\"}", sku));

      boolean writtenOff = replies.getLast().accepted();
      assertKept(OpenShop.orderOf(replies.getFirst()), writtenOff ? 0 : 200);
      if (!writtenOff) {
        assertRefused(replies, "inventory/stock-would-be-negative");
      }
      assertThat(shop.available(sku)).isEqualTo(writtenOff ? 1 : 0);
    }
  }

  @Test
  void the_last_one_is_sold_once() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String sku = "last-" + round;
      shop.sell(sku, 1);

      List<Reply> replies =
          rush.atOnce(
              OpenShop.order(sku, 1, OpenShop.GOOD_CARD),
              OpenShop.order(sku, 1, OpenShop.GOOD_CARD),
              OpenShop.checkOut(shop.cart(sku, 1), OpenShop.GOOD_CARD));

      assertThat(replies.stream().mapToLong(it -> deals.settled(OpenShop.orderOf(it)).kept()))
          .containsExactlyInAnyOrder(100L, 0L, 0L);
      assertThat(shop.available(sku)).isZero();
    }
  }

  @Test
  void an_order_is_what_was_in_the_cart_and_what_comes_later_is_refused() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String cart = shop.cart(Shoppers.MUG, 2);

      List<Reply> replies =
          rush.atOnce(
              OpenShop.line(cart, Shoppers.MUG, 5), OpenShop.checkOut(cart, OpenShop.GOOD_CARD));

      assertThat(replies.getLast().accepted()).isTrue();
      boolean five = replies.getFirst().accepted();
      if (!five) {
        assertRefused(replies, "cart/already-checked-out");
      }
      assertKept(OpenShop.orderOf(replies.getLast()), five ? 500 : 200);
    }
  }

  @Test
  void yes_and_no_of_the_provider_at_once_lead_to_one_end() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String order = shoppers.waitingForMoney(2);
      Call yes = Webhook.authorized(order, 200);

      List<Reply> replies =
          rush.atOnce(yes, Webhook.declined(order), yes, Webhook.authorized(order, 200));

      assertThat(replies).extracting(Reply::status).containsOnly(200);
      Deal deal = deals.settled(order);
      assertThat(deal.status).isIn("CONFIRMED", "REJECTED");
      assertKept(order, deal.isLive() ? 200 : 0);
      assertThat(deal.count("payment.authorized")).isEqualTo(1);
    }
  }

  @Test
  void money_that_comes_when_its_time_is_up_is_kept_with_an_order_or_given_back() throws Exception {
    List<String> orders = new ArrayList<>();
    List<Call> calls = new ArrayList<>();
    long first = System.nanoTime();
    for (int round = 0; round < 2 * ROUNDS; round++) {
      orders.add(shoppers.waitingForMoney(1));
    }
    long placing = (System.nanoTime() - first) / 1_000;
    orders.forEach(it -> calls.add(Webhook.authorized(it, 100)));
    // The limits pass one by one while the answers come.
    LockSupport.parkNanos(1_000 * (1_000L * PAYMENT_TIMEOUT_MILLIS - placing));

    List<Reply> replies = rush.atOnce((int) placing, calls.toArray(Call[]::new));

    assertThat(replies).extracting(Reply::status).containsOnly(200);
    int live = 0;
    for (String order : orders) {
      Deal deal = deals.settled(order);
      live += deal.isLive() ? 1 : 0;
      assertKept(order, deal.isLive() ? 100 : 0);
      assertThat(deal.count("payment.authorized")).isEqualTo(1);
      assertThat(deal.count("inventory.reservation-released")).isEqualTo(deal.isLive() ? 0 : 1);
    }
    System.out.printf(
        "Attacks: of %d that paid at the last moment, %d have their order%n", orders.size(), live);
  }

  /// What the shop has of the shopper's money in the end, as far as the log and the order go.
  private static void assertKept(String order, long minor) {
    Deal deal = deals.settled(order);
    assertThat(deal.kept()).as("%s: %s", order, deal.events).isEqualTo(minor);
    assertThat(deal.count("payment.capture-requested")).isLessThanOrEqualTo(1);
    assertThat(deal.count("payment.captured")).isLessThanOrEqualTo(1);
  }

  private static void assertRefundsWithinCaptured(String order, int refunds) {
    Deal deal = deals.settled(order);
    assertThat(deal.refunded).isLessThanOrEqualTo(deal.captured);
    assertThat(deal.count("payment.refund-requested")).isEqualTo(refunds);
  }

  /// Whoever was refused was refused for this.
  private static void assertRefused(List<Reply> replies, String problem) {
    assertThat(replies)
        .filteredOn(it -> !it.accepted())
        .allSatisfy(it -> assertThat(OpenShop.problem(it)).isEqualTo("/problems/" + problem));
  }

  /// The one that was accepted.
  private static Reply only(List<Reply> replies) {
    List<Reply> accepted = replies.stream().filter(Reply::accepted).toList();
    assertThat(accepted).as(() -> replies.toString()).hasSize(1);
    return accepted.getFirst();
  }
}
