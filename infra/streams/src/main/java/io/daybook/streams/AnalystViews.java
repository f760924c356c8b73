package io.daybook.streams;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// The views in the schema `analyst` of the log's database, and the role that may read them and
/// nothing else. Their SQL follows from the schemas of the events.
public final class AnalystViews {

  private AnalystViews() {}

  /// Makes the views what this version of the code says; safe to call from several nodes at once.
  /// The log's own tables must be there.
  public static void migrate(DataSource events) {
    Flyway.configure()
        .dataSource(events)
        .locations("classpath:db/streams")
        .table("streams_schema_history")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
  }
}
