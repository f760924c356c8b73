package io.daybook.kernel.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The moment in which another version is read, and who stands in its way.
final class ExchangeIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension private static final ViewsDatabase VIEWS = new ViewsDatabase();

  private final List<TrackedEventMessage<?>> log =
      LogOf.events(new RandomShop(5, 7).withOrders(40));
  private final Rebuilds node =
      new Rebuilds(
          List.of(new EventCounts()),
          new ListedLog(log),
          VIEWS.pool(),
          new RebuildSettings(1, 100, 2, Duration.ofMillis(100)));

  @BeforeEach
  void live() {
    VIEWS.jdbc().sql(EventCounts.TABLE).update();
    ReadModels tables = new ReadModels(VIEWS.pool(), List.of(new EventCounts()), Duration.ZERO);
    assertThat(tables.position()).isZero();
    tables.apply(log, log.size());
    node.start();
  }

  @AfterEach
  void stop() {
    node.stop();
  }

  @Test
  void who_reads_at_length_holds_up_the_exchange_and_nothing_fails() throws SQLException {
    try (Connection reader = VIEWS.pool().getConnection()) {
      reader.setAutoCommit(false);
      assertThat(reader.createStatement().execute("select count(*) from event_count")).isTrue();

      node.rebuild(EventCounts.NAME, false);

      await().atMost(PATIENCE).until(ExchangeIT::anExchangeWaits);
      await()
          .during(Duration.ofMillis(1_500))
          .atMost(PATIENCE)
          .untilAsserted(() -> {
            var next = Objects.requireNonNull(listed().next());
            assertThat(next.state()).isEqualTo("BUILDING");
            assertThat(next.note()).isNull();
          });
      assertThat(listed().version()).isEqualTo(1);
      reader.rollback();
    }

    await().atMost(PATIENCE).until(() -> listed().version() == 2);
  }

  private ProjectionVersion listed() {
    return node.list().getFirst();
  }

  private static boolean anExchangeWaits() {
    return VIEWS
        .jdbc()
        .sql(
            "select exists (select from pg_locks where mode = 'AccessExclusiveLock' and not granted)")
        .query(Boolean.class)
        .single();
  }
}
