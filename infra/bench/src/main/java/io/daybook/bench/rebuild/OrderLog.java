package io.daybook.bench.rebuild;

import com.zaxxer.hikari.HikariDataSource;
import io.daybook.axon.EventSerializer;
import io.daybook.bench.Bed;
import io.daybook.eventstore.EventStoreSchema;
import io.daybook.eventstore.EventStoreSettings;
import io.daybook.eventstore.LogEventStore;
import io.daybook.ordering.event.OrderEvent;
import io.daybook.ordering.event.OrderEvent.OrderPlaced;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;

/// Daybook's log, full of orders, which everybody reads.
final class OrderLog implements AutoCloseable {

  private static final int AT_ONCE = 500;

  private final HikariDataSource pool;
  private final LogEventStore store;
  private final int events;
  private final int orders;

  private OrderLog(HikariDataSource pool, LogEventStore store, int events, int orders) {
    this.pool = pool;
    this.store = store;
    this.events = events;
    this.orders = orders;
  }

  /// A new log with so many events, opened after they were written: nobody remembers them.
  static OrderLog of(Bed bed, int events) {
    String database = bed.database("orders_log");
    int orders;
    try (HikariDataSource pool = bed.pool(database)) {
      EventStoreSchema.migrate(pool);
      try (LogEventStore store = open(pool)) {
        orders = fill(store, events);
      }
    }
    HikariDataSource pool = bed.pool(database);
    OrderLog log = new OrderLog(pool, open(pool), events, orders);
    if (log.store.head() != events) {
      log.close();
      throw new IllegalStateException("The log was not filled as it should be.");
    }
    return log;
  }

  private static LogEventStore open(HikariDataSource pool) {
    return LogEventStore.open(
        pool,
        EventSerializer.ofAllEvents(),
        NoOpEventUpcaster.INSTANCE,
        _ -> true,
        EventStoreSettings.defaults(),
        new SimpleMeterRegistry());
  }

  /// @return the number of orders
  private static int fill(LogEventStore store, int events) {
    OrderHistory history = new OrderHistory();
    Map<String, Long> versions = new HashMap<>();
    int orders = 0;
    for (int rest = events; rest > 0; rest -= AT_ONCE) {
      List<DomainEventMessage<?>> some = new ArrayList<>();
      for (int i = 0; i < Math.min(rest, AT_ONCE); i++) {
        OrderEvent event = history.next();
        orders += event instanceof OrderPlaced ? 1 : 0;
        String stream = event.stream().toString();
        some.add(message(event, stream, versions.merge(stream, 1L, Long::sum) - 1));
      }
      var work = DefaultUnitOfWork.startAndGet(new GenericCommandMessage<>("fill"));
      var _ =
          work.executeWithResult(
                  () -> {
                    store.publish(some);
                    return some.size();
                  })
              .getPayload();
    }
    return orders;
  }

  private static DomainEventMessage<?> message(OrderEvent event, String stream, long sequence) {
    String cause = UUID.randomUUID().toString();
    return new GenericDomainEventMessage<>(
        "Order",
        stream,
        sequence,
        event,
        MetaData.with("traceId", cause).and("correlationId", cause).and("actor", "bench"));
  }

  /// To be read by position.
  LogEventStore store() {
    return store;
  }

  /// How many events it has, of orders all of them; the last one's position.
  int events() {
    return events;
  }

  /// How many orders they tell of.
  int orders() {
    return orders;
  }

  @Override
  public void close() {
    store.close();
    pool.close();
  }
}
