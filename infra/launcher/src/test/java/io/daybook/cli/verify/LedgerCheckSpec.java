package io.daybook.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LedgerCheckSpec {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final LogFold fold = new LogFold();
  private long position;

  @Test
  void accounts_that_say_what_the_log_says_are_right() {
    sold();
    Check check = new LedgerCheck(fold).of(ledger("REVENUE", -500, "CLEARING", 500));
    assertThat(check.offenders()).isEmpty();
  }

  @Test
  void accounts_that_do_not_add_up_are_found() {
    sold();
    Check check = new LedgerCheck(fold).of(ledger("REVENUE", -500, "CLEARING", 499));
    assertThat(check.offenders())
        .containsExactly("all accounts at position 4 come to GBP -0.01", "CLEARING");
  }

  @Test
  void accounts_that_add_up_to_something_else_are_found() {
    sold();
    Check check = new LedgerCheck(fold).of(ledger("REVENUE", -600, "CLEARING", 600));
    assertThat(check.offenders()).containsExactly("REVENUE", "CLEARING");
  }

  @Test
  void a_breach_is_shown_with_its_events() {
    Check check =
        AuditCheck.check(
            JSON.readTree(
                """
                {"position": 9, "invariants": [], "breaches": [{"invariant": "C4",
                  "subject": "order/1", "detail": "It was captured 2 times",
                  "events": [{"position": 9, "type": "payment.captured", "id": "e9"}]}]}
                """),
            9);
    assertThat(check.offenders())
        .containsExactly("C4, order/1: It was captured 2 times [9 payment.captured e9]");
  }

  @Test
  void an_auditor_that_is_behind_proves_nothing() {
    Check check = AuditCheck.check(JSON.readTree("{\"position\": 8}"), 9);
    assertThat(check.holds()).isFalse();
  }

  private void sold() {
    String amount = "\"amount\":{\"minor\":500,\"currency\":\"GBP\"}";
    happens(
        "order/1",
        1,
        "ordering.order-placed",
        "\"placedAt\":\"2010-12-01T08:26:00Z\"," + amount.replace("amount", "total"));
    happens("payment/1", 1, "payment.authorized", amount);
    happens("order/1", 2, "ordering.order-confirmed", "\"x\":1");
    happens("payment/1", 2, "payment.captured", amount);
  }

  private void happens(String stream, long version, String type, String fields) {
    JsonNode payload = JSON.readTree("{\"orderId\":\"1\"," + fields + "}");
    fold.on(new LogEvent(++position, stream, version, type, payload));
  }

  private static JsonNode ledger(String one, long oneMinor, String other, long otherMinor) {
    String accounts =
        Map.of(one, oneMinor, other, otherMinor).entrySet().stream()
            .map(it ->
                "{\"account\":\"%s\",\"balance\":{\"minor\":%d,\"currency\":\"GBP\"}}"
                    .formatted(it.getKey(), it.getValue()))
            .collect(Collectors.joining(","));
    return JSON.readTree("{\"asOf\":4,\"accounts\":[" + accounts + "]}");
  }
}
