package io.daybook.kernel.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.embedded.EmbeddedPostgres;
import io.daybook.eventstore.LogEventStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two command sides on one log: what one remembers, the other may have changed.
class SeveralNodesIT {

  private static final EmbeddedPostgres postgres = EmbeddedPostgres.startTemporary();
  private static final String FIVE = "{\"units\":5,\"reference\":\"truck\"}";
  private static final String THREE_LESS = "{\"delta\":-3,\"reason\":\"lost\"}";
  private static int databases;

  @SuppressWarnings("NullAway.Init")
  private CommandSideServer one;

  @SuppressWarnings("NullAway.Init")
  private CommandSideServer other;

  @BeforeEach
  void two_nodes() {
    String database = "nodes" + ++databases;
    one = CommandSideServer.start(postgres, database);
    other = CommandSideServer.start(postgres, database);
  }

  @AfterEach
  void end() {
    one.close();
    other.close();
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Test
  void a_node_does_not_refuse_for_what_another_has_mended() {
    one.api().keyed("/v1/stock/mug/receipts", "{\"units\":1,\"reference\":\"bag\"}");
    assertThat(one.api().keyed("/v1/stock/mug/adjustments", THREE_LESS).status()).isEqualTo(409);

    other.api().keyed("/v1/stock/mug/receipts", FIVE);

    assertThat(one.api().keyed("/v1/stock/mug/adjustments", THREE_LESS).status()).isEqualTo(201);
  }

  @Test
  void a_node_does_not_accept_for_what_another_has_taken() {
    one.api().keyed("/v1/stock/mug/receipts", FIVE);
    other.api().keyed("/v1/stock/mug/adjustments", THREE_LESS);

    Api.Response refused = one.api().keyed("/v1/stock/mug/adjustments", THREE_LESS);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("2");
  }

  @Test
  void both_may_write_to_one_stream_at_the_same_time() throws Exception {
    one.api().keyed("/v1/stock/mug/receipts", "{\"units\":60,\"reference\":\"ship\"}");
    List<Callable<Api.Response>> calls = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      CommandSideServer node = i % 2 == 0 ? one : other;
      calls.add(() -> node.api().keyed("/v1/stock/mug/adjustments", THREE_LESS));
    }

    long taken = 0;
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (Future<Api.Response> answer : threads.invokeAll(calls)) {
        taken += answer.get().status() == 201 ? 1 : 0;
        assertThat(answer.get().status()).isIn(201, 409);
      }
    }

    assertThat(taken).isEqualTo(20);
    assertThat(one.bean(LogEventStore.class).head()).isGreaterThanOrEqualTo(20);
  }
}
