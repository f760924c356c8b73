package io.daybook.kafka;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.daybook.axon.EventJson;
import io.daybook.axon.EventSerializer;
import io.daybook.axon.MessageKeys;
import io.daybook.eventstore.EventStoreSchema;
import io.daybook.eventstore.EventStoreSettings;
import io.daybook.eventstore.LogEventStore;
import io.daybook.eventstore.StoredEvent;
import io.daybook.schema.EventCatalogue;
import io.daybook.schema.EventCatalogue.EventType;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;

/// A log in which all kinds of events of the real contracts happen, to a few streams of each
/// context.
final class Shop implements AutoCloseable {

  private static final int STREAMS = 40;
  private static final Map<EventType, Object> SAMPLES =
      EventCatalogue.types().stream().collect(Collectors.toMap(it -> it, Shop::sample));
  private static final List<EventType> TYPES = EventCatalogue.types();

  private final HikariDataSource pool;
  private final LogEventStore store;
  private final Random random;
  private final Map<String, Long> versions = new HashMap<>();

  private Shop(HikariDataSource pool, LogEventStore store, Random random) {
    this.pool = pool;
    this.store = store;
    this.random = random;
  }

  static Shop open(String url, String user, long seed) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setMaximumPoolSize(8);
    config.setConnectionTimeout(5_000);
    HikariDataSource pool = new HikariDataSource(config);
    EventStoreSchema.migrate(pool);
    LogEventStore store =
        LogEventStore.open(
            pool,
            EventSerializer.ofAllEvents(),
            NoOpEventUpcaster.INSTANCE,
            _ -> false,
            EventStoreSettings.defaults(),
            new SimpleMeterRegistry());
    return new Shop(pool, store, new Random(seed));
  }

  LogEventStore log() {
    return store;
  }

  /// So many events at once, each in a unit of work of up to three.
  void happen(int count) {
    for (int done = 0; done < count; ) {
      int some = Math.min(count - done, 1 + random.nextInt(3));
      append(events(some));
      done += some;
    }
  }

  /// So many events in one append.
  void happenAtOnce(int count) {
    append(events(count));
  }

  private void append(List<DomainEventMessage<?>> events) {
    Map<String, Long> before = new HashMap<>(versions);
    try {
      events.forEach(it -> versions.put(it.getAggregateIdentifier(), it.getSequenceNumber() + 1));
      DefaultUnitOfWork.startAndGet(null).execute(() -> store.publish(events));
    } catch (RuntimeException lost) {
      versions.clear();
      versions.putAll(before);
      throw lost;
    }
  }

  /// Forgets which versions it gave: after a crash the log knows better.
  void askForVersions() {
    versions.clear();
    for (StoredEvent event : all()) {
      versions.put(event.stream(), event.version());
    }
  }

  private List<DomainEventMessage<?>> events(int count) {
    Map<String, Long> next = new HashMap<>(versions);
    List<DomainEventMessage<?>> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      EventType type = TYPES.get(random.nextInt(TYPES.size()));
      String stream = type.context() + "/" + random.nextInt(STREAMS);
      long version = next.merge(stream, 1L, Long::sum);
      events.add(
          new GenericDomainEventMessage<>(
              type.context(),
              stream,
              version - 1,
              SAMPLES.get(type),
              Map.of(
                  MessageKeys.CORRELATION_ID,
                  UUID.nameUUIDFromBytes(new byte[] {(byte) i, 1}).toString().replace("-", ""),
                  MessageKeys.CAUSATION_ID,
                  "cause-" + version,
                  MessageKeys.ACTOR,
                  "tester \"ä\"")));
    }
    return events;
  }

  /// The whole log.
  List<StoredEvent> all() {
    return store.read(0, Integer.MAX_VALUE - 1);
  }

  private static Object sample(EventType type) {
    try (InputStream json = Shop.class.getResourceAsStream(type.goldenResource())) {
      return EventJson.mapper().readValue(json, type.payload());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    store.close();
    pool.close();
  }
}
