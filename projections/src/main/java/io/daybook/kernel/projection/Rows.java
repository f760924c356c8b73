package io.daybook.kernel.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// Rows for one statement that takes each column as an array: one round trip and one plan for any
/// number of rows. Not thread-safe.
public final class Rows {

  private final String sql;
  private final @Nullable String target;
  private final String[] types;
  private final List<@Nullable String[]> rows = new ArrayList<>();

  private Rows(String sql, @Nullable String target, String... types) {
    this.sql = sql;
    this.target = target;
    this.types = types;
  }

  /// No rows yet.
  ///
  /// @param sql has one parameter a column, in the order of `types`, as `unnest(?, ?, ...)`
  /// @param types PostgreSQL's name of the type of each column's elements
  public static Rows of(String sql, String... types) {
    return new Rows(sql, null, types);
  }

  /// No rows yet for a table that keeps the row that it has already of the same key.
  ///
  /// @param target the table and its columns, in the order of `types`, as `table (a, b, ...)`
  /// @param types PostgreSQL's name of the type of each column's elements
  public static Rows into(String target, String... types) {
    String parameters = String.join(", ", Collections.nCopies(types.length, "?"));
    return new Rows(
        "insert into %s select * from unnest(%s) on conflict do nothing"
            .formatted(target, parameters),
        target,
        types);
  }

  /// Adds a row.
  ///
  /// @param values one a column; PostgreSQL reads what their `toString` says
  public void add(@Nullable Object... values) {
    if (values.length != types.length) {
      throw new IllegalArgumentException(values.length + " values for " + types.length);
    }
    @Nullable String[] row = new String[values.length];
    for (int column = 0; column < row.length; column++) {
      Object value = values[column];
      row[column] = value == null ? null : value.toString();
    }
    rows.add(row);
  }

  /// Runs the statement, unless there is no row.
  public void write(Connection connection) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int column = 0; column < types.length; column++) {
        statement.setArray(column + 1, connection.createArrayOf(types[column], column(column)));
      }
      statement.executeUpdate();
    }
  }

  /// Adds the rows to their table, in which none of them is yet, for half of what [#write] costs
  /// the server. Fails when one is there. Only for rows [#into] a table.
  public void copy(Connection connection) throws SQLException {
    if (target == null) {
      throw new IllegalStateException("No table is known for " + sql);
    }
    if (rows.isEmpty()) {
      return;
    }
    var copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("copy %s from stdin".formatted(target));
    try {
      CopyText text = new CopyText(copy::writeToCopy);
      for (@Nullable String[] row : rows) {
        text.row(row);
      }
      text.flush();
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private @Nullable String[] column(int column) {
    @Nullable String[] values = new String[rows.size()];
    for (int row = 0; row < values.length; row++) {
      values[row] = rows.get(row)[column];
    }
    return values;
  }
}
