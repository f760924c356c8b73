package io.daybook.kernel.projection;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells those who keep copies of rows whose rows a transaction changes. Their number is a locked
/// row, so who has seen change *n* has seen every earlier one; positions can't say this, since a
/// row that is mended changes at no position.
///
/// Only the last thousand are kept: who is further behind has to read everything again.
public final class ViewChanges {

  private static final String NOTE =
      """
      with head as (update view_head set number = number + 1 returning number),
        forgotten as (
          delete from view_change c using head where c.number <= head.number - 1000)
      insert into view_change (number, streams) select number, ? from head
      """;

  private ViewChanges() {}

  /// Notes that rows of these streams change. As late in the transaction as possible: others wait.
  ///
  /// @param streams such as `cart/42`
  public static void note(Collection<String> streams, Connection connection) throws SQLException {
    if (!streams.isEmpty()) {
      insert(connection.createArrayOf("text", Set.copyOf(streams).toArray()), connection);
    }
  }

  /// Notes that any row may be another one, as when a table is replaced.
  public static void noteAll(Connection connection) throws SQLException {
    insert(null, connection);
  }

  private static void insert(@Nullable Array streams, Connection connection) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(NOTE)) {
      insert.setArray(1, streams);
      insert.executeUpdate();
    }
  }
}
