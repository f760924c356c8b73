package io.daybook.bench.store;

import com.zaxxer.hikari.HikariDataSource;
import io.daybook.bench.Bed;
import io.daybook.bench.Contender;
import io.daybook.bench.Limit;
import io.daybook.bench.Load;
import io.daybook.bench.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// message-db's `write_message`, called over JDBC with the version it expects.
final class MessageDb implements Contender {

  /// What its `install.sh` runs, in that order, but for roles and privileges.
  private static final List<String> SCRIPTS =
      List.of(
          "schema/message-store",
          "extensions/pgcrypto",
          "tables/messages",
          "types/message",
          "functions/message-store-version",
          "functions/hash-64",
          "functions/acquire-lock",
          "functions/category",
          "functions/is-category",
          "functions/id",
          "functions/cardinal-id",
          "functions/stream-version",
          "functions/write-message",
          "indexes/messages-id",
          "indexes/messages-stream",
          "indexes/messages-category");

  private static final String WRITE =
      "select message_store.write_message(?, ?, ?, ?::jsonb, ?::jsonb, ?)";

  private static final long NO_STREAM = -1;

  private final HikariDataSource pool;
  private final String version;

  private MessageDb(HikariDataSource pool, String version) {
    this.pool = pool;
    this.version = version;
  }

  static Contender on(Bed bed, Path packages) throws SQLException, IOException {
    Path scripts = packages.resolve("node_modules/@eventide/message-db/database");
    HikariDataSource pool =
        bed.pool(bed.database("message_db"), true, "?currentSchema=message_store,public");
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      for (String script : SCRIPTS) {
        statement.execute(Files.readString(scripts.resolve(script + ".sql")));
      }
      try (ResultSet row = statement.executeQuery("select message_store_version()")) {
        row.next();
        return new MessageDb(pool, row.getString(1));
      }
    } catch (SQLException | IOException failed) {
      pool.close();
      throw failed;
    }
  }

  @Override
  public String name() {
    return "message-db";
  }

  @Override
  public Sample run(int callers, Limit limit) throws Exception {
    return Load.run(callers, limit, (_, _) -> write());
  }

  private void write() throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement write = connection.prepareStatement(WRITE)) {
      write.setString(1, BareTable.identifier());
      write.setString(2, "order-" + Happened.IDS.generate());
      write.setString(3, "order.placed");
      write.setString(4, BareTable.payload());
      write.setString(5, BareTable.metadata());
      write.setLong(6, NO_STREAM);
      write.executeQuery().close();
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  @Override
  public String toString() {
    return "message-db " + version + ", write_message over JDBC";
  }
}
