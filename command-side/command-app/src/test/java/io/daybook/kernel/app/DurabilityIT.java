package io.daybook.kernel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.axon.MessageKeys;
import io.daybook.embedded.EmbeddedPostgres;
import io.daybook.eventstore.LogEventStore;
import io.daybook.inventory.command.ReservationCommand.ReserveStock;
import io.daybook.inventory.command.StockItemCommand.ReceiveStock;
import io.daybook.inventory.event.ReservedLine;
import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import io.daybook.kernel.command.Answer;
import io.daybook.kernel.command.Answer.Done;
import io.daybook.payment.command.PaymentCommand.RequestPayment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Crowds, crashes and crates: what happens to commands at the same time, again, and in bulk.
class DurabilityIT {

  private static final EmbeddedPostgres postgres = EmbeddedPostgres.startTemporary();
  private static final String RECEIPT = "{\"units\":5,\"reference\":\"truck\"}";

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Test
  void the_same_request_at_the_same_time_and_after_a_restart_happens_once() throws Exception {
    Api.Response first;
    try (CommandSideServer server = CommandSideServer.start(postgres, "again")) {
      Api api = server.api();
      List<Api.Response> answers =
          atOnce(
              16,
              () -> api.post("/v1/stock/mug/receipts", RECEIPT, "Idempotency-Key", "delivery 1"));

      assertThat(answers).allSatisfy(it -> assertThat(it.status()).isEqualTo(201));
      assertThat(answers.stream().map(Api.Response::text).distinct()).hasSize(1);
      assertThat(server.bean(LogEventStore.class).head()).isEqualTo(1);
      first = answers.getFirst();
    }
    try (CommandSideServer server = CommandSideServer.start(postgres, "again")) {
      Api.Response after =
          server.api().post("/v1/stock/mug/receipts", RECEIPT, "Idempotency-Key", "delivery 1");

      assertThat(after.text()).isEqualTo(first.text());
      assertThat(after.header("Consistency-Token")).isEqualTo(first.header("Consistency-Token"));
      assertThat(server.bean(LogEventStore.class).head()).isEqualTo(1);
    }
  }

  @Test
  void a_refusal_is_answered_again_even_when_the_reason_is_gone() {
    try (CommandSideServer server = CommandSideServer.start(postgres, "refusals")) {
      Api api = server.api();
      String less = "{\"delta\":-3,\"reason\":\"lost\"}";
      Api.Response refused =
          api.post("/v1/stock/mug/adjustments", less, "Idempotency-Key", "loss 1");
      assertThat(refused.status()).as(refused.text()).isEqualTo(409);

      api.keyed("/v1/stock/mug/receipts", RECEIPT);
      Api.Response again = api.post("/v1/stock/mug/adjustments", less, "Idempotency-Key", "loss 1");

      assertThat(again.status()).isEqualTo(409);
      assertThat(again.text()).isEqualTo(refused.text());
    }
  }

  @Test
  void two_buyers_and_one_mug() throws Exception {
    try (CommandSideServer server = CommandSideServer.start(postgres, "mugs")) {
      CommandGateway gateway = server.bean(CommandGateway.class);
      for (int round = 0; round < 20; round++) {
        Sku mug = new Sku("mug " + round);
        send(gateway, new ReceiveStock(mug, 1, "truck"));
        String order = "order " + round;
        List<Answer> answers =
            atOnce(
                2,
                () ->
                    send(
                        gateway,
                        new ReserveStock(
                            new OrderId(order + " " + Thread.currentThread().threadId()),
                            List.of(new ReservedLine(mug, 1)))));

        assertThat(answers).allSatisfy(it -> assertThat(it).isInstanceOf(Done.class));
      }
      assertThat(reservationsMade(server)).isEqualTo(20);
    }
  }

  @Test
  void one_address_and_many_customers() throws Exception {
    try (CommandSideServer server = CommandSideServer.start(postgres, "addresses")) {
      Api api = server.api();
      List<Api.Response> answers =
          atOnce(
              8,
              () ->
                  api.post("/v1/customers", "{\"email\":\"ann@example.com\",\"country\":\"UK\"}"));

      assertThat(answers.stream().map(Api.Response::status).sorted())
          .containsExactly(201, 409, 409, 409, 409, 409, 409, 409);
    }
  }

  @Test
  void a_thousand_lines_are_reserved_in_one_piece() throws Exception {
    try (CommandSideServer server = CommandSideServer.start(postgres, "crates")) {
      CommandGateway gateway = server.bean(CommandGateway.class);
      List<Sku> skus = IntStream.range(0, 1_000).mapToObj(i -> new Sku("sku " + i)).toList();
      for (Sku sku : skus) {
        send(gateway, new ReceiveStock(sku, 1_000, "truck"));
      }
      List<ReservedLine> lines = skus.stream().map(it -> new ReservedLine(it, 1)).toList();

      long start = System.nanoTime();
      Answer answer = send(gateway, new ReserveStock(new OrderId("large"), lines));
      long large = System.nanoTime() - start;

      assertThat(answer).isInstanceOf(Done.class);
      assertThat(((Done) answer).position()).isEqualTo(2_001);
      assertThat(Duration.ofNanos(large)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void a_database_that_goes_away_is_a_503_and_comes_back() {
    try (EmbeddedPostgres fragile = EmbeddedPostgres.startTemporary();
        CommandSideServer server = CommandSideServer.start(fragile, "events")) {
      Api api = server.api();
      assertThat(api.keyed("/v1/stock/mug/receipts", RECEIPT).status()).isEqualTo(201);

      fragile.kill();

      Api.Response away = api.keyed("/v1/stock/cup/receipts", RECEIPT);
      assertThat(away.status()).as(away.text()).isEqualTo(503);
      assertThat(away.header("Retry-After")).isNotEmpty();
    }
  }

  @Test
  void a_good_card_is_authorized_and_a_late_one_later_and_a_bad_one_not() throws Exception {
    try (CommandSideServer server =
        CommandSideServer.start(postgres, "cards", Map.of("daybook.payment.late-after", "500ms"))) {
      CommandGateway gateway = server.bean(CommandGateway.class);
      pay(gateway, "good", "4242424242424242");
      pay(gateway, "bad", "4000000000000002");
      pay(gateway, "late", "4000000000000341");
      pay(gateway, "twice", "4000000000000259");
      pay(gateway, "silent", "4000000000000119");

      awaitEvents(server, "payment/good", "PaymentRequested", "PaymentAuthorized");
      awaitEvents(server, "payment/bad", "PaymentRequested", "PaymentDeclined");
      awaitEvents(server, "payment/late", "PaymentRequested", "PaymentAuthorized");
      awaitEvents(server, "payment/twice", "PaymentRequested", "PaymentAuthorized");
      awaitEvents(server, "payment/silent", "PaymentRequested");
    }
  }

  private static void pay(CommandGateway gateway, String order, String card) throws Exception {
    send(gateway, new RequestPayment(new OrderId(order), Money.of(100, Currency.GBP), card));
  }

  private static void awaitEvents(CommandSideServer server, String stream, String... names) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() ->
            assertThat(
                    server
                        .bean(LogEventStore.class)
                        .readEvents(stream)
                        .asStream()
                        .map(it -> it.getPayloadType().getSimpleName()))
                .containsExactly(names));
  }

  private static long reservationsMade(CommandSideServer server) {
    return server.bean(LogEventStore.class).read(0, 1_000).stream()
        .filter(it -> it.type().equals("inventory.reservation-made"))
        .count();
  }

  private static Answer send(CommandGateway gateway, Object command) throws Exception {
    return gateway
        .<Answer>send(new GenericCommandMessage<>(command, Map.of(MessageKeys.ACTOR, "test")))
        .get();
  }

  private static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> results =
          IntStream.range(0, times).mapToObj(_ -> threads.submit(call)).toList();
      List<T> all = new ArrayList<>();
      for (Future<T> result : results) {
        all.add(result.get());
      }
      return all;
    }
  }
}
