package io.daybook.eventstore;

import static org.awaitility.Awaitility.await;

import io.daybook.eventstore.conformance.TestDatabase;
import io.daybook.eventstore.conformance.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// What the tail owes to its readers while its own thread is late.
class TailIT {

  @RegisterExtension
  private static final TestServer SERVER = new TestServer(EventStoreSchema::migrate);

  /// A reader found nothing; the event came before the tail first looked, so for the tail it is no
  /// growth. Axon's coordinator would rest for five seconds.
  @Test
  void who_came_before_the_tail_began_is_called_when_it_does() throws Exception {
    TestDatabase database = SERVER.newDatabase();
    Partitions partitions = new Partitions(LogLayout.defaults());
    Gate gate = new Gate(database.dataSource());
    LogRows rows = new LogRows(gate, partitions, new ArchivedEvents(LogLayout.defaults()));
    EventMessages messages =
        new EventMessages(Jackson3Serializer.builder().build(), NoOpEventUpcaster.INSTANCE);
    AtomicInteger calls = new AtomicInteger();
    try (Tail tail = new Tail(rows, messages, EventStoreSettings.defaults());
        LogStream stream = new LogStream(tail, 0);
        GroupWriter writer = new GroupWriter(database.dataSource(), partitions)) {
      stream.setOnAvailableCallback(calls::incrementAndGet);
      writer.connect();
      writer.write(List.of(append()));

      gate.open.countDown();

      await().until(() -> calls.get() > 0);
    }
  }

  private static Append append() {
    StoredEvent event =
        new StoredEvent(0, "note/1", 1, "Note", "1", "noted", "", "{}", "{}", Instant.EPOCH);
    return new Append(List.of(event), null, List.of(), List.of(), Map.of());
  }

  /// A database that nobody reaches before it is opened.
  private static final class Gate extends DelegatingDataSource {

    private final CountDownLatch open = new CountDownLatch(1);

    Gate(DataSource database) {
      super(database);
    }

    @Override
    public Connection getConnection() throws SQLException {
      try {
        open.await();
      } catch (InterruptedException interrupted) {
        throw new SQLException("Interrupted at the gate.", interrupted);
      }
      return super.getConnection();
    }
  }
}
