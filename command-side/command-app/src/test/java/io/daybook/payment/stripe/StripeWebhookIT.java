package io.daybook.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daybook.axon.Quarantine;
import io.daybook.eventstore.LogEventStore;
import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.RefundId;
import io.daybook.kernel.app.Api;
import io.daybook.payment.command.PaymentCommand;
import io.daybook.payment.command.PaymentCommand.CapturePayment;
import io.daybook.payment.command.PaymentCommand.RefundPayment;
import io.daybook.payment.command.PaymentCommand.RequestPayment;
import io.daybook.payment.command.PaymentCommand.VoidPayment;
import io.daybook.payment.stripe.StripeSimulator.Fault;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventhandling.DomainEventMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Payments by Stripe from the wish to the books, and what Stripe tells meanwhile: early, twice,
/// forged, stale.
class StripeWebhookIT {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Money PRICE = Money.of(100, Currency.GBP);
  private static final String GOOD = "pm_card_visa";
  private static final String SLOW = "pm_card_authenticationRequired";

  private static final StripeShop shop = new StripeShop();

  private final String order = "order-" + UUID.randomUUID();
  private final OrderId id = new OrderId(order);

  @AfterEach
  void mend() {
    shop.stripe.mend();
  }

  @AfterAll
  static void stop() {
    shop.close();
  }

  @Test
  void a_payment_is_held_taken_and_given_back() {
    ask(new RequestPayment(id, PRICE, GOOD));
    awaitEvents("PaymentRequested", "PaymentAuthorized");
    ask(new CapturePayment(id));
    awaitEvents("PaymentRequested", "PaymentAuthorized", "CaptureRequested", "PaymentCaptured");
    ask(new RefundPayment(id, new RefundId("half"), Money.of(50, Currency.GBP)));
    await().until(() -> events().contains("PaymentRefunded"));

    assertThat(intent().received).isEqualTo(100);
    assertThat(intent().refunded).isEqualTo(50);
  }

  @Test
  void an_authorization_that_comes_later_is_applied_once() {
    ask(new RequestPayment(id, PRICE, SLOW));
    await().until(() -> !shop.stripe.intentsOf(order).isEmpty());
    intent().authenticate();
    String event = event("evt_" + order, "payment_intent.amount_capturable_updated");

    assertThat(tell(event)).contains("APPLIED");
    assertThat(tell(event)).contains("REPEATED");
    assertThat(events()).containsExactly("PaymentRequested", "PaymentAuthorized");
  }

  @Test
  void an_event_that_comes_before_its_payment_is_parked_and_applied_once() {
    String event = event("evt_" + order, "payment_intent.amount_capturable_updated", early());

    assertThat(tell(event)).contains("PARKED");
    assertThat(tell(event)).contains("PARKED");
    ask(new RequestPayment(id, PRICE, SLOW));

    awaitEvents("PaymentRequested", "PaymentAuthorized");
    assertThat(tell(event)).contains("REPEATED");
    assertThat(events()).hasSize(2);
  }

  @Test
  void an_event_that_is_forged_stale_or_signed_by_nobody_changes_nothing() {
    ask(new RequestPayment(id, PRICE, SLOW));
    String event = event("evt_" + order, "payment_intent.amount_capturable_updated", early());
    Instant now = Instant.now();

    List<Api.Response> refused =
        List.of(
            send(event, sign(event + " ", now)),
            send(event, sign(event, now.minusSeconds(330))),
            send(event, sign(event, now.minusSeconds(330)).replaceFirst("t=\\d+", stamp(now))),
            send(event, stamp(now) + ",v0=00"),
            send(event, "nonsense"));

    assertThat(refused).allMatch(it -> it.status() == 401);
    assertThat(refused).allMatch(it -> it.problem().endsWith("payment/signature-invalid"));
    assertThat(events()).containsExactly("PaymentRequested");
    assertThat(tell(event)).contains("APPLIED");
  }

  @Test
  void what_is_no_event_is_refused() {
    for (String body : List.of("{", "[]", "{}", "null", "7", "{\"object\":\"v2.core.event\"}")) {
      assertThat(send(body, sign(body, Instant.now())).status()).as(body).isEqualTo(400);
    }
    assertThat(shop.server.api().post("/v1/payments/webhooks/stripe", "{}").status())
        .isEqualTo(400);
    assertThat(shop.server.api().post("/v1/payments/webhooks/sandbox", "{}").status())
        .isEqualTo(404);
  }

  @Test
  void what_says_nothing_about_our_payments_is_taken_and_ignored() {
    ask(new RequestPayment(id, PRICE, SLOW));
    await().until(() -> !shop.stripe.intentsOf(order).isEmpty());
    Map<String, Object> foreign = Map.of("id", "pi_f", "object", "payment_intent");

    assertThat(tell(event("evt_a", "customer.created"))).contains("IGNORED");
    assertThat(tell(event("evt_b", "payment_intent.succeeded", foreign))).contains("IGNORED");
    assertThat(tell(event("evt_c", "payment_intent.amount_capturable_updated")))
        .contains("IGNORED");
    assertThat(tell(event("evt_d", "refund.updated", refund("succeeded", "by hand"))))
        .contains("IGNORED");
    assertThat(events()).containsExactly("PaymentRequested");
  }

  @Test
  void a_card_that_fails_later_declines() {
    ask(new RequestPayment(id, PRICE, SLOW));
    await().until(() -> !shop.stripe.intentsOf(order).isEmpty());

    assertThat(tell(event("evt_" + order, "payment_intent.payment_failed"))).contains("APPLIED");
    assertThat(events()).containsExactly("PaymentRequested", "PaymentDeclined");
  }

  @Test
  void what_stripe_did_is_known_by_its_event_when_the_answer_does_not_come() {
    ask(new RequestPayment(id, PRICE, GOOD));
    awaitEvents("PaymentRequested", "PaymentAuthorized");
    goAway("capture");
    ask(new CapturePayment(id));
    assertThat(tell(event("evt_1" + order, "payment_intent.succeeded", taken())))
        .contains("APPLIED");
    shop.stripe.mend();
    await().until(() -> intent().status.equals("succeeded"));

    goAway("refund");
    ask(new RefundPayment(id, new RefundId("all"), PRICE));
    String event = event("evt_2" + order, "refund.updated", refund("succeeded", requestedRefund()));
    assertThat(tell(event)).contains("APPLIED");
    assertThat(tell(event)).contains("REPEATED");
    shop.stripe.mend();
    await().until(() -> intent().refunded == 100);

    assertThat(events())
        .containsExactly(
            "PaymentRequested",
            "PaymentAuthorized",
            "CaptureRequested",
            "PaymentCaptured",
            "RefundRequested",
            "PaymentRefunded");
  }

  @Test
  void what_is_let_go_of_is_known_by_its_event() {
    ask(new RequestPayment(id, PRICE, GOOD));
    awaitEvents("PaymentRequested", "PaymentAuthorized");
    goAway("cancel");
    ask(new VoidPayment(id));

    assertThat(tell(event("evt_" + order, "payment_intent.canceled"))).contains("APPLIED");
    awaitEvents("PaymentRequested", "PaymentAuthorized", "VoidRequested", "PaymentVoided");
    shop.stripe.mend();
    await().until(() -> intent().status.equals("canceled"));
  }

  @Test
  void what_stripe_can_not_do_goes_into_quarantine() {
    ask(new RequestPayment(id, Money.of(5, new Currency("ISK")), GOOD));

    await()
        .until(() ->
            shop.server.bean(Quarantine.class).held().stream()
                .anyMatch(it -> it.sequence().equals(order)));
  }

  private static void goAway(String operation) {
    Fault[] outage = new Fault[200];
    Arrays.fill(outage, Fault.AWAY);
    shop.stripe.next(operation, outage);
  }

  private void ask(PaymentCommand command) {
    shop.server.bean(CommandGateway.class).sendAndWait(command);
  }

  private void awaitEvents(String... types) {
    await().untilAsserted(() -> assertThat(events()).containsExactly(types));
  }

  private List<String> events() {
    return log().stream().map(it -> it.getPayloadType().getSimpleName()).toList();
  }

  private String requestedRefund() {
    return log().getLast().getIdentifier();
  }

  private List<? extends DomainEventMessage<?>> log() {
    return shop.server.bean(LogEventStore.class).readEvents("payment/" + order).asStream().toList();
  }

  private SimulatedIntent intent() {
    return shop.stripe.intentsOf(order).getFirst();
  }

  private Map<String, Object> early() {
    return Map.of(
        "id",
        "pi_" + order,
        "object",
        "payment_intent",
        "status",
        "requires_capture",
        "amount_capturable",
        100,
        "currency",
        "gbp",
        "metadata",
        Map.of("daybook_order", order));
  }

  private Map<String, Object> taken() {
    return Map.of(
        "id",
        intent().id,
        "object",
        "payment_intent",
        "status",
        "succeeded",
        "amount_received",
        100,
        "currency",
        "gbp",
        "metadata",
        Map.of("daybook_order", order));
  }

  private Map<String, Object> refund(String status, String key) {
    return Map.of(
        "id",
        "re_" + order,
        "object",
        "refund",
        "status",
        status,
        "metadata",
        Map.of("daybook_order", order, "daybook_key", key));
  }

  private String event(String eventId, String type) {
    return event(eventId, type, intentJson());
  }

  private Map<String, Object> intentJson() {
    return shop.stripe.intentsOf(order).isEmpty()
        ? Map.of("id", "cus_1", "object", "customer")
        : intent().json();
  }

  private static String event(String eventId, String type, Map<String, Object> object) {
    return JSON.writeValueAsString(
        Map.of(
            "id",
            eventId,
            "object",
            "event",
            "api_version",
            "2020-08-27",
            "type",
            type,
            "data",
            Map.of("object", object)));
  }

  private static String tell(String event) {
    Api.Response response = send(event, sign(event, Instant.now()));
    assertThat(response.status()).as(response.text()).isEqualTo(200);
    return response.text();
  }

  private static Api.Response send(String body, String signature) {
    return shop.server
        .api()
        .post("/v1/payments/webhooks/stripe", body, "Stripe-Signature", signature);
  }

  private static String stamp(Instant at) {
    return "t=" + at.getEpochSecond();
  }

  /// As Stripe's documentation says, written apart from the library under test.
  private static String sign(String body, Instant at) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(
              StripeShop.WEBHOOK_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] digest =
          mac.doFinal((at.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8));
      return stamp(at) + ",v1=" + HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
