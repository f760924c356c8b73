package io.daybook.kernel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.axon.MessageKeys;
import io.daybook.embedded.EmbeddedPostgres;
import io.daybook.eventstore.LogEventStore;
import io.daybook.inventory.command.ReservationCommand.ReserveStock;
import io.daybook.inventory.event.ReservedLine;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import io.daybook.kernel.command.Answer;
import io.daybook.kernel.command.Answer.Done;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Everybody wants the same thing at once: buyers queue up, and nobody is told to come again.
class HotItemIT {

  private static final EmbeddedPostgres postgres = EmbeddedPostgres.startTemporary();
  private static final int AT_ONCE = 64;
  private static final int BUYERS = 1_000;
  private static final int UNITS = 100;
  private static final Sku LAMP = new Sku("lamp");
  private static final String RECEIPT = "{\"units\":%d,\"reference\":\"truck\"}".formatted(UNITS);

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Test
  void a_thousand_buyers_and_a_hundred_lamps() throws Exception {
    try (CommandSideServer shop = CommandSideServer.start(postgres, "lamps")) {
      shop.api().keyed("/v1/stock/lamp/receipts", RECEIPT);
      sell("one node", List.of(shop));
      assertSold(shop);
    }
  }

  @Test
  void a_thousand_buyers_at_two_nodes_and_a_hundred_lamps() throws Exception {
    try (CommandSideServer one = CommandSideServer.start(postgres, "lamps2");
        CommandSideServer other = CommandSideServer.start(postgres, "lamps2")) {
      one.api().keyed("/v1/stock/lamp/receipts", RECEIPT);
      sell("two nodes", List.of(one, other));
      assertSold(one);
    }
  }

  private static void sell(String where, List<CommandSideServer> nodes) throws Exception {
    List<CommandGateway> gateways =
        nodes.stream().map(it -> it.bean(CommandGateway.class)).toList();
    long[] nanos = new long[BUYERS];
    List<Callable<Answer>> buyers = new ArrayList<>();
    for (int i = 0; i < BUYERS; i++) {
      int buyer = i;
      CommandGateway gateway = gateways.get(i % gateways.size());
      buyers.add(() -> {
        long start = System.nanoTime();
        Answer answer = reserve(gateway, new OrderId("order " + buyer));
        nanos[buyer] = System.nanoTime() - start;
        return answer;
      });
    }
    long start = System.nanoTime();
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Future<Answer> answer : threads.invokeAll(buyers)) {
        assertThat(answer.get()).isInstanceOf(Done.class);
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Arrays.sort(nanos);
    System.out.printf(
        "Hot item, %s: %,.0f decisions a second, p50 %.0f ms, p99 %.0f ms, longest %.0f ms%n",
        where,
        BUYERS / seconds,
        nanos[BUYERS / 2] / 1e6,
        nanos[BUYERS * 99 / 100] / 1e6,
        nanos[BUYERS - 1] / 1e6);
  }

  private static void assertSold(CommandSideServer shop) {
    assertThat(count(shop, "inventory.reservation-made")).isEqualTo(UNITS);
    assertThat(count(shop, "inventory.stock-reserved")).isEqualTo(UNITS);
    assertThat(count(shop, "inventory.reservation-declined")).isEqualTo(BUYERS - UNITS);
  }

  private static long count(CommandSideServer shop, String type) {
    LogEventStore log = shop.bean(LogEventStore.class);
    return Stream.concat(log.read(0, 1_000).stream(), log.read(1_000, 1_000).stream())
        .filter(it -> it.type().equals(type))
        .count();
  }

  private static Answer reserve(CommandGateway gateway, OrderId order) throws Exception {
    return gateway
        .<Answer>send(
            new GenericCommandMessage<>(
                new ReserveStock(order, List.of(new ReservedLine(LAMP, 1))),
                Map.of(MessageKeys.ACTOR, "test")))
        .get();
  }
}
