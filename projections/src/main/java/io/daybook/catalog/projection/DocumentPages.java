package io.daybook.catalog.projection;

import io.daybook.axon.EventSize;
import io.daybook.catalog.projection.ProductDocument.Versioned;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/// Documents of one moment of the tables, page by page, in the order in which they last changed.
/// Needs the memory of a page. For one thread.
///
/// A table that was built again may take the place of another at any moment, but in a snapshot of
/// before it would lack what it was given last. So both are held before the snapshot is taken.
final class DocumentPages implements AutoCloseable {

  /// Takes no snapshot.
  private static final String HOLD = "lock table product, stock_level in access share mode";

  /// Rows that the driver holds, however long they are.
  private static final int FETCHED = 1_000;

  private final Connection connection;
  private final PreparedStatement statement;
  private final ResultSet rows;
  private final int size;
  private final long position;

  /// @param sql takes a position, and gives documents that changed later
  /// @param tables gives the position of the tables
  /// @param size most documents in a page; there are fewer when they are long
  DocumentPages(DataSource views, String sql, String tables, long after, int size)
      throws SQLException {
    this.size = size;
    this.connection = views.getConnection();
    try {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try (var hold = connection.createStatement()) {
        hold.execute(HOLD);
      }
      this.position = position(tables);
      this.statement = connection.prepareStatement(sql);
      statement.setFetchSize(Math.min(size, FETCHED));
      statement.setLong(1, after);
      this.rows = statement.executeQuery();
    } catch (SQLException | RuntimeException failed) {
      end();
      throw failed;
    }
  }

  private long position(String tables) throws SQLException {
    try (PreparedStatement ask = connection.prepareStatement(tables)) {
      ask.setArray(1, connection.createArrayOf("text", ProductDocuments.TABLES.toArray()));
      try (ResultSet row = ask.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /// How far the tables had come in that moment.
  long position() {
    return position;
  }

  /// The next page; empty after the last.
  List<Versioned> next() throws SQLException {
    List<Versioned> page = new ArrayList<>();
    long chars = 0;
    while (page.size() < size && chars < EventSize.MOST && rows.next()) {
      Versioned next = ProductDocuments.document(rows, 0);
      page.add(next);
      chars += next.document().length();
    }
    return page;
  }

  @Override
  public void close() throws SQLException {
    statement.close();
    end();
  }

  private void end() throws SQLException {
    connection.rollback();
    connection.close();
  }
}
