package io.daybook.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class LogFoldSpec {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final LogFold fold = new LogFold();
  private final Map<String, Long> versions = new HashMap<>();
  private long position;

  @Test
  void a_sale_from_placed_to_captured_is_in_order() {
    received(10);
    placed("1", 500);
    reserved("1", 4, 10, 4);
    paid("1", 500);
    happens("order/1", "ordering.order-confirmed", "{\"orderId\":\"1\"}");

    assertThat(fold.orders.settled()).isTrue();
    assertThat(checks()).allMatch(Check::holds);
  }

  @Test
  void a_position_that_is_missing_is_found() {
    received(10);
    position++;
    received(10);

    assertThat(fold.order().holds()).isFalse();
  }

  @Test
  void a_version_that_comes_twice_is_found() {
    received(10);
    versions.put("stock-item/A", 0L);
    received(10);

    assertThat(fold.order().holds()).isFalse();
  }

  @Test
  void more_promised_than_there_is_is_found_though_it_is_made_good_later() {
    received(3);
    reserved("1", 4, 3, 4);
    received(10);

    assertThat(fold.stock.neverNegative().offenders())
        .singleElement()
        .asString()
        .startsWith("A at");
  }

  @Test
  void a_level_that_does_not_add_up_is_found() {
    received(3);
    reserved("1", 1, 3, 2);

    assertThat(fold.stock.told().holds()).isFalse();
  }

  @Test
  void an_order_without_an_end_is_found() {
    placed("1", 500);

    assertThat(fold.orders.settled()).isFalse();
    assertThat(broken()).contains("Every order has ended");
  }

  @Test
  void a_rejected_order_that_holds_stock_is_found() {
    received(10);
    placed("1", 500);
    reserved("1", 4, 10, 4);
    happens("order/1", "ordering.order-rejected", "{\"orderId\":\"1\"}");

    assertThat(broken()).containsExactly("No rejected or cancelled order holds stock");
  }

  @Test
  void money_of_a_cancelled_order_that_was_kept_is_found() {
    placed("1", 500);
    paid("1", 500);
    happens("order/1", "ordering.order-cancelled", "{\"orderId\":\"1\"}");

    assertThat(broken()).containsExactly("Captured - refunded = owed, order by order");
  }

  @Test
  void money_that_is_still_held_is_found() {
    placed("1", 500);
    happens("order/1", "ordering.order-rejected", "{\"orderId\":\"1\"}");
    happens("payment/1", "payment.authorized", amount("1", 500));

    assertThat(broken()).containsExactly("Authorized = captured + voided, nothing is still held");
  }

  private List<String> broken() {
    return checks().filter(it -> !it.holds()).map(Check::claim).toList();
  }

  private Stream<Check> checks() {
    return Stream.concat(
        Stream.of(fold.order(), fold.stock.neverNegative(), fold.stock.told()),
        new MoneyChecks(fold.orders).all().stream());
  }

  private void received(int units) {
    long onHand =
        units + (fold.stock.levels().containsKey("A") ? fold.stock.levels().get("A").onHand() : 0);
    long promised =
        fold.stock.levels().containsKey("A") ? fold.stock.levels().get("A").promised() : 0;
    happens(
        "stock-item/A",
        "inventory.stock-received",
        "{\"sku\":\"A\",\"units\":%d,\"level\":{\"onHand\":%d,\"promised\":%d}}"
            .formatted(units, onHand, promised));
  }

  private void reserved(String order, int units, long onHand, long promised) {
    happens("reservation/" + order, "inventory.reservation-made", "{\"orderId\":\"1\"}");
    happens(
        "stock-item/A",
        "inventory.stock-reserved",
        "{\"sku\":\"A\",\"units\":%d,\"level\":{\"onHand\":%d,\"promised\":%d}}"
            .formatted(units, onHand, promised));
  }

  private void placed(String order, long pence) {
    happens(
        "order/" + order,
        "ordering.order-placed",
        """
        {"orderId":"%s","total":{"minor":%d,"currency":"GBP"},"placedAt":"2010-12-01T08:26:00Z"}\
        """
            .formatted(order, pence));
  }

  private void paid(String order, long pence) {
    happens("payment/" + order, "payment.authorized", amount(order, pence));
    happens("payment/" + order, "payment.captured", amount(order, pence));
  }

  private static String amount(String order, long pence) {
    return "{\"orderId\":\"%s\",\"amount\":{\"minor\":%d,\"currency\":\"GBP\"}}"
        .formatted(order, pence);
  }

  private void happens(String stream, String type, String payload) {
    long version = versions.merge(stream, 1L, Long::sum);
    fold.on(new LogEvent(++position, stream, version, type, JSON.readTree(payload)));
  }
}
