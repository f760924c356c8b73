package io.daybook.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.cli.http.Call;
import java.time.Duration;
import org.awaitility.Awaitility;

/// Orders that have come so far, and what may be asked of them.
final class Shoppers {

  /// What everybody buys, for 1.00 GBP.
  static final String MUG = "mug";

  private final OpenShop shop;
  private final Deals deals;

  Shoppers(OpenShop shop, Deals deals) {
    this.shop = shop;
    this.deals = deals;
  }

  /// An order that will be paid.
  String confirmed(int units) {
    String order =
        shop.placed(OpenShop.order(MUG, units, OpenShop.GOOD_CARD).header("Prefer", "wait=20"));
    assertThat(deals.now(order).isLive()).as(() -> deals.now(order).events.toString()).isTrue();
    return order;
  }

  String shipped(int units) {
    String order = confirmed(units);
    shop.done(post(order, "shipment", "{}"));
    return order;
  }

  /// An order whose payment nobody has answered yet.
  String waitingForMoney(int units) {
    String order = shop.placed(OpenShop.order(MUG, units, OpenShop.SILENT_CARD));
    Awaitility.await()
        .pollInterval(Duration.ofMillis(5))
        .until(() -> deals.now(order).count("payment.requested") == 1);
    return order;
  }

  static Call cancel(String order, String reason) {
    return post(order, "cancellation", "{\"reason\":\"%s\"}".formatted(reason));
  }

  /// Calls off some of the mugs.
  static Call callOff(String order, int units) {
    return post(
        order, "cancellation", "{\"lines\":[%s],\"reason\":\"fewer\"}".formatted(mugs(units)));
  }

  /// Sends some of the mugs back.
  static Call sendBack(String order, int units, String reason) {
    return post(
        order, "returns", "{\"lines\":[%s],\"reason\":\"%s\"}".formatted(mugs(units), reason));
  }

  static Call credit(String order, String note, int minor) {
    return post(
        order,
        "credit-notes",
        "{%s\"amount\":{\"minor\":%d,\"currency\":\"GBP\"},\"reason\":\"sorry\"}"
            .formatted(note, minor));
  }

  static Call post(String order, String what, String json) {
    return OpenShop.post("/v1/orders/{order}/" + what, json, order);
  }

  private static String mugs(int units) {
    return "{\"sku\":\"%s\",\"units\":%d}".formatted(MUG, units);
  }
}
