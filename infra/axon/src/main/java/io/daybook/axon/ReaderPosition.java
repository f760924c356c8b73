package io.daybook.axon;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How far one reader of the log has come, kept next to what it did. For one thread.
public final class ReaderPosition {

  private static final Duration SELDOM = Duration.ofSeconds(1);

  private final JdbcClient jdbc;
  private final String table;
  private final String name;
  private long passedAt = System.nanoTime();

  /// @param schema of the table `reader`
  public ReaderPosition(JdbcClient jdbc, String schema, String name) {
    this.jdbc = jdbc;
    this.table = schema + ".reader";
    this.name = name;
  }

  /// The last position whose effect is kept.
  public long position() {
    return jdbc.sql("select position from %s where name = ?".formatted(table))
        .param(name)
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  /// Holds off all readers of this name until the transaction ends.
  public void lock() {
    var _ =
        jdbc.sql("select position from %s where name = ? for update".formatted(table))
            .param(name)
            .query(Long.class)
            .optional();
  }

  /// Remembers that all up to `position` is done, with whatever else its transaction does. Holds
  /// off other nodes' readers of this name until then.
  ///
  /// @throws IllegalStateException when another node was faster
  public void advance(long position) {
    int moved =
        jdbc.sql(
                """
                insert into %s as r (name, position) values (?, ?)
                on conflict (name) do update set position = excluded.position
                where r.position < excluded.position
                """
                    .formatted(table))
            .params(name, position)
            .update();
    if (moved == 0) {
      throw new IllegalStateException(
          "%s has been read up to %d by another node".formatted(name, position));
    }
  }

  /// Remembers, now and then, that there was nothing to do up to `position`: forgetting it costs
  /// only reading it again.
  public void pass(long position) {
    if (System.nanoTime() - passedAt > SELDOM.toNanos()) {
      advance(position);
      passedAt = System.nanoTime();
    }
  }
}
