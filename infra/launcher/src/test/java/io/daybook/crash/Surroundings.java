package io.daybook.crash;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What a statement is about and doesn't say: looked up beside it, on a connection that has no
/// points. Thread-safe.
final class Surroundings {

  private final Map<String, JdbcClient> databases = new ConcurrentHashMap<>();

  void know(String name, DataSource database) {
    databases.put(name, JdbcClient.create(database));
  }

  /// The type of the newest event of `stream` that a reader at `position` has passed.
  Optional<String> newest(String stream, long position) {
    return database("eventsDataSource")
        .sql(
            """
            select type from events where stream = ? and position <= ?
            order by position desc limit 1
            """)
        .params(stream, position)
        .query(String.class)
        .optional();
  }

  /// Whether a checkout's time is up.
  boolean isSomebodyDue() {
    return database("sagasDataSource")
        .sql("select exists (select from checkout where due_at <= clock_timestamp())")
        .query(Boolean.class)
        .single();
  }

  private JdbcClient database(String name) {
    return Objects.requireNonNull(databases.get(name), name);
  }
}
