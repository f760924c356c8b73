package io.daybook.audit.projection;

import io.daybook.kernel.projection.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/// Where findings are written down, with their events by name.
final class Breaches {

  private static final String INSERT =
      """
      insert into audit_breach (invariant, subject, position, detail, events, passing)
      select * from unnest(?, ?, ?, ?, ?, ?)
      on conflict (invariant, subject, position, detail) do update set resolved_at = null
      """;
  private static final String RESOLVE =
      """
      update audit_breach set resolved_at = now()
      where resolved_at is null and passing and invariant = any(?) and subject = any(?)
      """;

  private final EventNames names;

  Breaches(EventNames names) {
    this.names = names;
  }

  /// Writes down what was found.
  ///
  /// @param passing whether it is over when it holds again; else it stays on record
  void add(List<Breach> found, boolean passing, Connection connection) throws SQLException {
    Rows rows = Rows.of(INSERT, "text", "text", "int8", "text", "jsonb", "bool");
    for (Breach it : found) {
      rows.add(
          it.invariant(),
          it.subject(),
          it.position(),
          it.detail(),
          names.json(it.positions()),
          passing);
    }
    rows.write(connection);
  }

  /// Closes the passing ones of these kinds about these subjects.
  void resolve(Collection<Invariant> kinds, Collection<String> subjects, Connection connection)
      throws SQLException {
    if (subjects.isEmpty()) {
      return;
    }
    try (PreparedStatement resolve = connection.prepareStatement(RESOLVE)) {
      resolve.setArray(
          1, connection.createArrayOf("text", kinds.stream().map(Invariant::name).toArray()));
      resolve.setArray(2, connection.createArrayOf("text", subjects.toArray()));
      resolve.executeUpdate();
    }
  }
}
