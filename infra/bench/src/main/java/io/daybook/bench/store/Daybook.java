package io.daybook.bench.store;

import com.zaxxer.hikari.HikariDataSource;
import io.daybook.bench.Bed;
import io.daybook.eventstore.EventStoreSchema;
import io.daybook.eventstore.EventStoreSettings;
import io.daybook.eventstore.LogEventStore;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;

/// Daybook's event store as a node with a pool of its own.
final class Daybook implements AutoCloseable {

  static final String NAME = "daybook";

  private final AxonNode node;
  private final LogEventStore log;
  private final MeterRegistry meters;
  private double groups;
  private double commands;

  private Daybook(AxonNode node, LogEventStore log, MeterRegistry meters) {
    this.node = node;
    this.log = log;
    this.meters = meters;
  }

  /// A node on a database, whose tables it makes when they are not there.
  static Daybook on(Bed bed, String database) {
    HikariDataSource pool = bed.pool(database);
    EventStoreSchema.migrate(pool);
    MeterRegistry meters = new SimpleMeterRegistry();
    LogEventStore log =
        LogEventStore.open(
            pool,
            Jackson3Serializer.builder().build(),
            NoOpEventUpcaster.INSTANCE,
            _ -> true,
            EventStoreSettings.defaults(),
            meters);
    AxonNode node =
        new AxonNode(
            NAME,
            log,
            NoTransactionManager.INSTANCE,
            () -> {
              log.close();
              pool.close();
            });
    return new Daybook(node, log, meters);
  }

  /// What commands go to.
  AxonNode node() {
    return node;
  }

  /// The same store, to be read by position.
  LogEventStore log() {
    return log;
  }

  /// How many commands shared a transaction, on average since this was last asked.
  double meanGroup() {
    DistributionSummary sizes = meters.get("daybook.eventstore.group.size").summary();
    double newGroups = sizes.count() - groups;
    double newCommands = sizes.totalAmount() - commands;
    groups += newGroups;
    commands += newCommands;
    return newGroups == 0 ? 1 : newCommands / newGroups;
  }

  @Override
  public void close() throws Exception {
    node.close();
  }
}
