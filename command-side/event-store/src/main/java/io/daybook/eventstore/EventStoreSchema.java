package io.daybook.eventstore;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// The tables of the event store.
public final class EventStoreSchema {

  private EventStoreSchema() {}

  /// Brings the tables to this version of the code; safe to call from several nodes at once.
  public static void migrate(DataSource dataSource) {
    Flyway.configure()
        .dataSource(dataSource)
        .locations("classpath:db/eventstore")
        .table("eventstore_schema_history")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
  }
}
