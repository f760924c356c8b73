package io.daybook.bench.store;

import com.zaxxer.hikari.HikariDataSource;
import io.daybook.bench.Bed;
import io.daybook.bench.Contender;
import io.daybook.bench.Limit;
import io.daybook.bench.Load;
import io.daybook.bench.Sample;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// What any engine without group commit can do at most: one statement, one commit, so many made-up
/// rows, at the same concurrency. It checks nothing and serialises nothing.
final class BareInsert implements Contender {

  private final HikariDataSource pool;
  private final String sql;
  private final int rows;

  /// @param rows in one statement
  BareInsert(Bed bed, int rows) throws SQLException {
    String database = bed.database("bare_insert");
    BareTable.create(bed, database);
    this.pool = bed.pool(database);
    this.sql = BareTable.INSERT + ("," + BareTable.VALUES).repeat(rows - 1);
    this.rows = rows;
  }

  @Override
  public String name() {
    return "bare-insert";
  }

  @Override
  public Sample run(int callers, Limit limit) throws Exception {
    return Load.run(callers, limit, (_, _) -> insert());
  }

  private void insert() throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement insert = connection.prepareStatement(sql)) {
      int next = 1;
      for (int row = 0; row < rows; row++) {
        next = BareTable.bind(insert, next);
      }
      insert.executeUpdate();
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
