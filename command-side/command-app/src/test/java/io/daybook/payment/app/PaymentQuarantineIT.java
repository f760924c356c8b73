package io.daybook.payment.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daybook.axon.Quarantine;
import io.daybook.axon.Quarantine.Held;
import io.daybook.embedded.EmbeddedPostgres;
import io.daybook.eventstore.LogEventStore;
import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.app.CommandSideServer;
import io.daybook.payment.command.PaymentCommand;
import io.daybook.payment.command.PaymentCommand.CapturePayment;
import io.daybook.payment.command.PaymentCommand.RecordAuthorization;
import io.daybook.payment.command.PaymentCommand.RequestPayment;
import io.daybook.payment.command.PaymentCommand.VoidPayment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A payment that fails by itself waits alone, and is mended.
class PaymentQuarantineIT {

  private static final Money PRICE = Money.of(100, Currency.GBP);

  private static final EmbeddedPostgres postgres = EmbeddedPostgres.startTemporary();
  private static final CommandSideServer server =
      CommandSideServer.with(
          MoodyProvider.class, postgres, "payments", Map.of("daybook.payment.patience", "300ms"));

  private final MoodyProvider provider = server.bean(MoodyProvider.class);
  private final Quarantine quarantine = server.bean(Quarantine.class);

  @AfterEach
  void makeUp() {
    provider.offend(_ -> false);
    provider.goAway(_ -> false);
  }

  @AfterAll
  static void stop() {
    server.close();
    postgres.close();
  }

  @Test
  void a_payment_at_which_the_provider_fails_waits_with_what_follows_while_others_are_captured() {
    authorized("bad");
    authorized("good");
    provider.offend("bad"::equals);

    tell(new CapturePayment(new OrderId("bad")));
    tell(new CapturePayment(new OrderId("good")));

    awaitEvents(
        "good", "PaymentRequested", "PaymentAuthorized", "CaptureRequested", "PaymentCaptured");
    await().until(() -> isHeld("bad"));
    assertThat(held("bad").eventType()).isEqualTo("CaptureRequested");
    assertThat(held("bad").failure()).contains("We don't talk about this one.");

    tell(new VoidPayment(new OrderId("bad")));
    await().until(() -> held("bad").waiting() == 2);
    assertThat(quarantine.redrive("bad")).get().extracting(Held::attempts).isEqualTo(2);

    provider.offend(_ -> false);
    assertThat(quarantine.redrive("bad")).isEmpty();
    awaitEvents(
        "bad",
        "PaymentRequested",
        "PaymentAuthorized",
        "CaptureRequested",
        "RefundRequested",
        "PaymentCaptured",
        "PaymentRefunded");
    assertThat(provider.done.stream().filter(it -> it.endsWith(" bad")))
        .containsExactly("authorize bad", "capture bad", "refund bad");
  }

  @Test
  void a_provider_that_contradicts_itself_is_shown_to_an_operator() {
    provider.goAway("torn"::equals);
    tell(new RequestPayment(new OrderId("torn"), PRICE, "empty"));
    tell(new RecordAuthorization(new OrderId("torn"), PRICE, "told by webhook"));

    provider.goAway(_ -> false);

    await().until(() -> isHeld("torn"));
    assertThat(held("torn").failure()).contains("RecordDecline of torn is refused");
    assertThat(quarantine.skip("torn", held("torn").position())).isEmpty();
    awaitEvents("torn", "PaymentRequested", "PaymentAuthorized");
  }

  @Test
  void nobody_is_held_while_the_provider_is_away() {
    provider.goAway(_ -> true);
    tell(new RequestPayment(new OrderId("patient"), PRICE, "card"));
    tell(new RequestPayment(new OrderId("calm"), PRICE, "card"));
    await()
        .during(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(quarantine.held()).isEmpty());

    provider.goAway(_ -> false);

    awaitEvents("patient", "PaymentRequested", "PaymentAuthorized");
    awaitEvents("calm", "PaymentRequested", "PaymentAuthorized");
  }

  @Test
  void a_payment_that_gets_no_answer_does_not_hold_up_others_and_is_tried_again_by_itself() {
    provider.goAway("mute"::equals);

    tell(new RequestPayment(new OrderId("mute"), PRICE, "card"));
    tell(new RequestPayment(new OrderId("loud"), PRICE, "card"));

    awaitEvents("loud", "PaymentRequested", "PaymentAuthorized");
    await().until(() -> isHeld("mute"));

    provider.goAway(_ -> false);

    awaitEvents("mute", "PaymentRequested", "PaymentAuthorized");
    await().until(() -> !isHeld("mute"));
  }

  private static void authorized(String order) {
    tell(new RequestPayment(new OrderId(order), PRICE, "card"));
    awaitEvents(order, "PaymentRequested", "PaymentAuthorized");
  }

  private static void tell(PaymentCommand command) {
    server.bean(CommandGateway.class).sendAndWait(command);
  }

  private static void awaitEvents(String order, String... types) {
    await().untilAsserted(() -> assertThat(events(order)).containsExactly(types));
  }

  private static List<String> events(String order) {
    return server
        .bean(LogEventStore.class)
        .readEvents("payment/" + order)
        .asStream()
        .map(it -> it.getPayloadType().getSimpleName())
        .toList();
  }

  private boolean isHeld(String order) {
    return quarantine.held().stream().anyMatch(it -> it.sequence().equals(order));
  }

  private Held held(String order) {
    return quarantine.held().stream()
        .filter(it -> it.sequence().equals(order))
        .findFirst()
        .orElseThrow();
  }
}
