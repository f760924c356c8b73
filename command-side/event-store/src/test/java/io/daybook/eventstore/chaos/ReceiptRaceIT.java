package io.daybook.eventstore.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.daybook.eventstore.AlreadyAnsweredException;
import io.daybook.eventstore.AppendContext;
import io.daybook.eventstore.EventStoreSchema;
import io.daybook.eventstore.EventStoreSettings;
import io.daybook.eventstore.EventStoreUnavailableException;
import io.daybook.eventstore.LogEventStore;
import io.daybook.eventstore.Receipt;
import io.daybook.eventstore.StoredReceipt;
import io.daybook.eventstore.conformance.TestDatabase;
import io.daybook.eventstore.conformance.TestServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A1 of the design, as far as the log answers for it: one key, one effect, one answer, however
/// many ask at once and whatever crashes meanwhile.
class ReceiptRaceIT {

  private static final int KEYS = 40;
  private static final int CALLERS = 16;

  @RegisterExtension
  private static final TestServer SERVER = new TestServer(EventStoreSchema::migrate);

  private final List<HikariDataSource> pools = new ArrayList<>();
  private final List<LogEventStore> nodes = new ArrayList<>();
  private TestDatabase database;

  @BeforeEach
  void openTwoNodes() throws Exception {
    database = SERVER.newDatabase();
    for (int i = 0; i < 2; i++) {
      HikariDataSource pool = database.pool();
      pools.add(pool);
      nodes.add(
          LogEventStore.open(
              pool,
              Jackson3Serializer.builder().build(),
              NoOpEventUpcaster.INSTANCE,
              _ -> true,
              EventStoreSettings.defaults(),
              new SimpleMeterRegistry()));
    }
  }

  @AfterEach
  void closeNodes() {
    nodes.forEach(LogEventStore::close);
    pools.forEach(HikariDataSource::close);
  }

  @Test
  void a_key_raced_by_many_has_one_effect_and_one_answer() throws Exception {
    for (int key = 0; key < KEYS; key++) {
      assertThat(race("key-" + key, () -> {})).hasSize(1);
    }

    assertOneEffectEach(KEYS);
  }

  @Test
  void a_key_retried_over_crashes_has_one_effect_and_one_answer() throws Exception {
    for (int key = 0; key < 3; key++) {
      assertThat(
              race(
                  "key-" + key,
                  () -> {
                    SERVER.kill();
                    SERVER.restart();
                  }))
          .hasSize(1);
    }

    assertOneEffectEach(3);
  }

  private void assertOneEffectEach(int keys) throws Exception {
    assertThat(database.number("select count(*) from receipts")).isEqualTo(keys);
    assertThat(database.number("select count(*) from events")).isEqualTo(2L * keys);
    assertThat(
            database.number(
                "select count(*) from receipts r join events e on e.position = r.position"
                    + " where e.payload ->> 'append' = r.outcome"))
        .isEqualTo(keys);
  }

  /// All answers that callers got who ask until they have one.
  private Set<StoredReceipt> race(String key, Runnable trouble) throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    List<Future<StoredReceipt>> callers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CALLERS; i++) {
        LogEventStore node = nodes.get(i % nodes.size());
        String caller = key + "-" + i;
        callers.add(
            threads.submit(() -> {
              go.await();
              return answer(node, key, caller);
            }));
      }
      go.countDown();
      trouble.run();
      Set<StoredReceipt> answers = new HashSet<>();
      for (Future<StoredReceipt> caller : callers) {
        answers.add(caller.get(60, TimeUnit.SECONDS));
      }
      return answers;
    }
  }

  private static StoredReceipt answer(LogEventStore node, String key, String caller) {
    while (true) {
      try {
        return new StoredReceipt(key, "same", caller, append(node, key, caller));
      } catch (AlreadyAnsweredException answered) {
        return kept(node, key);
      } catch (EventStoreUnavailableException away) {
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
    }
  }

  private static StoredReceipt kept(LogEventStore node, String key) {
    while (true) {
      try {
        return node.receipts().find(key).orElseThrow();
      } catch (EventStoreUnavailableException away) {
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
    }
  }

  private static long append(LogEventStore node, String key, String caller) {
    UnitOfWork<?> work = DefaultUnitOfWork.startAndGet(null);
    AppendContext context = AppendContext.current();
    work.execute(() -> {
      for (int i = 0; i < 2; i++) {
        node.publish(
            new GenericDomainEventMessage<>(
                "Chaos", "own/" + caller, i, new ChaosNode.Part(caller, i, 2)));
      }
      context.receipt(new Receipt(key, "same", caller));
    });
    return context.lastPosition();
  }
}
