package io.daybook.bench.store;

import com.zaxxer.hikari.HikariDataSource;
import io.daybook.bench.Bed;
import io.daybook.bench.Contender;
import io.daybook.bench.Limit;
import io.daybook.bench.Load;
import io.daybook.bench.Sample;
import java.sql.Connection;
import java.sql.PreparedStatement;

/// Ways to write one event of a new stream.
final class Contenders {

  private Contenders() {}

  /// Creates aggregates through a node.
  static Contender creating(AxonNode node) {
    return new Contender() {
      @Override
      public String name() {
        return node.name();
      }

      @Override
      public Sample run(int callers, Limit limit) throws Exception {
        return Load.run(callers, limit, (_, _) -> node.place(Happened.newOrder()));
      }

      @Override
      public void close() throws Exception {
        node.close();
      }
    };
  }

  /// What any engine without group commit can do at most: a row, a commit.
  static Contender bareInsert(Bed bed) throws Exception {
    String database = bed.database("bare_insert");
    BareTable.create(bed, database);
    HikariDataSource pool = bed.pool(database);
    return new Contender() {
      @Override
      public String name() {
        return "bare-insert";
      }

      @Override
      public Sample run(int callers, Limit limit) throws Exception {
        return Load.run(
            callers,
            limit,
            (_, _) -> {
              try (Connection connection = pool.getConnection();
                  PreparedStatement insert = connection.prepareStatement(BareTable.INSERT)) {
                BareTable.bind(insert, 1);
                insert.executeUpdate();
              }
            });
      }

      @Override
      public void close() {
        pool.close();
      }
    };
  }
}
