package io.daybook.bench.store;

import com.zaxxer.hikari.HikariDataSource;
import io.daybook.bench.Bed;
import io.daybook.bench.Contender;
import io.daybook.bench.Limit;
import io.daybook.bench.Load;
import io.daybook.bench.Sample;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.IntUnaryOperator;
import org.postgresql.PGConnection;

/// What group commit can reach at most: one thread on one connection that writes made-up rows, a
/// commit for as many of them as Daybook had in a group. It waits for nobody, checks nothing,
/// serialises nothing and answers no one.
final class GroupedLimit implements Contender {

  private enum Way {
    INSERT("bare-groups"),
    COPY("bare-copy");

    private final String label;

    Way(String label) {
      this.label = label;
    }
  }

  private final Way way;
  private final HikariDataSource pool;
  private final IntUnaryOperator groupSize;

  private GroupedLimit(Bed bed, Way way, IntUnaryOperator groupSize) throws SQLException {
    String database = bed.database(way.label);
    BareTable.create(bed, database);
    this.way = way;
    this.pool = bed.pool(database, false, "?reWriteBatchedInserts=true");
    this.groupSize = groupSize;
  }

  /// A JDBC batch for each group.
  ///
  /// @param groupSize by number of callers
  static Contender insert(Bed bed, IntUnaryOperator groupSize) throws SQLException {
    return new GroupedLimit(bed, Way.INSERT, groupSize);
  }

  /// A COPY for each group.
  ///
  /// @param groupSize by number of callers
  static Contender copy(Bed bed, IntUnaryOperator groupSize) throws SQLException {
    return new GroupedLimit(bed, Way.COPY, groupSize);
  }

  @Override
  public String name() {
    return way.label;
  }

  @Override
  public Sample run(int callers, Limit limit) throws Exception {
    int group = groupSize.applyAsInt(callers);
    long groups = Math.max(1, limit.operations() / group);
    try (Connection connection = pool.getConnection()) {
      Sample inGroups =
          Load.run(1, new Limit(limit.time(), groups), (_, _) -> write(connection, group));
      return new Sample(inGroups.rate() * group, inGroups.p50(), inGroups.p99());
    }
  }

  private void write(Connection connection, int group) throws SQLException, IOException {
    if (way == Way.INSERT) {
      try (PreparedStatement insert = connection.prepareStatement(BareTable.INSERT)) {
        for (int i = 0; i < group; i++) {
          BareTable.bind(insert, 1);
          insert.addBatch();
        }
        insert.executeBatch();
      }
    } else {
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < group; i++) {
        BareTable.write(lines);
      }
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(BareTable.COPY, new StringReader(lines.toString()));
    }
    connection.commit();
  }

  @Override
  public void close() {
    pool.close();
  }
}
