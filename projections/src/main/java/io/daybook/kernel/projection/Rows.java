package io.daybook.kernel.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows for one statement that takes each column as an array: one round trip and one plan for any
/// number of rows. Not thread-safe.
public final class Rows {

  private final String sql;
  private final String[] types;
  private final List<@Nullable String[]> rows = new ArrayList<>();

  private Rows(String sql, String... types) {
    this.sql = sql;
    this.types = types;
  }

  /// No rows yet.
  ///
  /// @param sql has one parameter a column, in the order of `types`, as `unnest(?, ?, ...)`
  /// @param types PostgreSQL's name of the type of each column's elements
  public static Rows of(String sql, String... types) {
    return new Rows(sql, types);
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

  private @Nullable String[] column(int column) {
    @Nullable String[] values = new String[rows.size()];
    for (int row = 0; row < values.length; row++) {
      values[row] = rows.get(row)[column];
    }
    return values;
  }
}
