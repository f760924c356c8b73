package io.daybook.bench.rebuild;

import io.daybook.bench.Bed;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A database with the table of the order view, as Daybook's own migrations make it.
///
/// @param database its name
record OrderView(String database, JdbcClient jdbc) {

  /// A new one without rows.
  ///
  /// @param whose short, for the database's name
  static OrderView of(Bed bed, String whose) {
    String database = bed.database(whose.replace('-', '_'));
    DataSource plain = bed.plain(database);
    var _ =
        Flyway.configure()
            .dataSource(plain)
            .locations("classpath:io/daybook/views")
            .load()
            .migrate();
    return new OrderView(database, JdbcClient.create(plain));
  }

  void empty() {
    jdbc.sql("truncate orders").update();
  }

  long count() {
    return jdbc.sql("select count(*) from orders").query(Long.class).single();
  }

  /// The same for the same rows, every column of them.
  String digest() {
    return jdbc.sql(
            "select count(*) || ' rows, ' || coalesce(sum(hashtextextended(o::text, 0)), 0)"
                + " from orders o")
        .query(String.class)
        .single();
  }

  /// @param right digest of the rows that there should be
  /// @throws IllegalStateException when there are others
  void check(String whose, String right) {
    String found = digest();
    if (!found.equals(right)) {
      throw new IllegalStateException("%s has %s; not %s".formatted(whose, found, right));
    }
  }
}
