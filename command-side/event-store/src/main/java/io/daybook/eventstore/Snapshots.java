package io.daybook.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/// Keeps the newest snapshot of each stream. Thread-safe.
final class Snapshots {

  private static final String STORE =
      """
      insert into snapshots as old (stream, version, aggregate_type, event_id, type, revision,
                                    payload, metadata, recorded_at)
      values (?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?)
      on conflict (stream) do update
         set version = excluded.version, aggregate_type = excluded.aggregate_type,
             event_id = excluded.event_id, type = excluded.type, revision = excluded.revision,
             payload = excluded.payload, metadata = excluded.metadata,
             recorded_at = excluded.recorded_at
       where excluded.version >= old.version
      """;

  private final DataSource database;

  Snapshots(DataSource database) {
    this.database = database;
  }

  /// Replaces an older snapshot of the same stream.
  ///
  /// @throws EventStoreUnavailableException when the database can't be reached
  void store(StoredEvent snapshot) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(STORE)) {
      statement.setString(1, snapshot.stream());
      statement.setLong(2, snapshot.version());
      statement.setString(3, snapshot.aggregateType());
      statement.setString(4, snapshot.eventId());
      statement.setString(5, snapshot.type());
      statement.setString(6, snapshot.revision());
      statement.setString(7, snapshot.payload());
      statement.setString(8, snapshot.metadata());
      statement.setObject(9, snapshot.recordedAt().atOffset(ZoneOffset.UTC));
      statement.executeUpdate();
    } catch (SQLException failed) {
      throw new EventStoreUnavailableException("The snapshot was not stored.", failed);
    }
  }
}
