package io.daybook.eventstore;

import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// The tables of the event store.
public final class EventStoreSchema {

  private EventStoreSchema() {}

  /// Brings the tables to this version of the code; safe to call from several nodes at once.
  public static void migrate(DataSource dataSource) {
    migrate(dataSource, LogLayout.defaults());
  }

  /// As [#migrate(DataSource)], with the first partition of another size.
  public static void migrate(DataSource dataSource, LogLayout layout) {
    Flyway.configure()
        .dataSource(dataSource)
        .locations("classpath:db/eventstore")
        .table("eventstore_schema_history")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .placeholders(Map.of("partition_size", String.valueOf(layout.partitionSize())))
        .load()
        .migrate();
  }
}
