package io.daybook.kernel.projection;

import java.sql.Connection;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// What is known of a read model's versions: a row of `projection_version`.
///
/// @param task what is being done; null when nothing is
/// @param note why it does not go on, or how the versions differ
record VersionRow(
    String name,
    int version,
    int revision,
    @Nullable OffsetDateTime switchedAt,
    @Nullable Integer keptVersion,
    @Nullable Long keptPosition,
    @Nullable String task,
    @Nullable Integer nextVersion,
    @Nullable Integer nextRevision,
    boolean differs,
    boolean acceptsDifference,
    @Nullable String note) {

  private static final String MOVE =
      """
      insert into quarantine
        (reader, sequence, position, event_type, event_id, failure, attempts, since, last_attempt)
      select ?, sequence, position, event_type, event_id, failure, attempts, since, last_attempt
      from quarantine where reader = ?
      """;
  private static final String MOVE_EVENTS =
      """
      insert into quarantined_event (reader, sequence, position)
      select ?, sequence, position from quarantined_event where reader = ?
      """;

  /// Whether it waits until somebody accepts that the versions differ.
  boolean waitsForConsent() {
    return differs && !acceptsDifference;
  }

  static JdbcClient jdbc(Connection connection) {
    return JdbcClient.create(new SingleConnectionDataSource(connection, true));
  }

  /// The row of a read model, which nobody else changes until the transaction ends.
  static VersionRow lock(String name, Connection connection) {
    return find(name, " for update", jdbc(connection)).orElseThrow();
  }

  static Optional<VersionRow> find(String name, JdbcClient jdbc) {
    return find(name, "", jdbc);
  }

  private static Optional<VersionRow> find(String name, String lock, JdbcClient jdbc) {
    return jdbc.sql("select * from projection_version where name = ?" + lock)
        .param(name)
        .query(VersionRow.class)
        .optional();
  }

  /// Gives what one reader holds to another, which holds nothing any more of its own.
  static void moveHeld(String from, String to, Connection connection) {
    JdbcClient jdbc = jdbc(connection);
    forgetHeld(to, connection);
    jdbc.sql(MOVE).param(to).param(from).update();
    jdbc.sql(MOVE_EVENTS).param(to).param(from).update();
    forgetHeld(from, connection);
  }

  static void forgetHeld(String reader, Connection connection) {
    jdbc(connection).sql("delete from quarantine where reader = ?").param(reader).update();
  }
}
