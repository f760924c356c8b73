package io.daybook.checkout.saga;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How far one reader of the log has come, kept next to what it did. For one thread.
final class ReaderPosition {

  private static final Duration SELDOM = Duration.ofSeconds(1);

  private final JdbcClient sagas;
  private final String name;
  private long passedAt = System.nanoTime();

  ReaderPosition(JdbcClient sagas, String name) {
    this.sagas = sagas;
    this.name = name;
  }

  /// The last position whose effect is kept.
  long position() {
    return sagas
        .sql("select position from reader where name = ?")
        .param(name)
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  /// Holds off all readers of this name until the transaction ends.
  void lock() {
    var _ =
        sagas
            .sql("select position from reader where name = ? for update")
            .param(name)
            .query(Long.class)
            .optional();
  }

  /// Remembers that all up to `position` is done, with whatever else its transaction does. Holds
  /// off other nodes' readers of this name until then.
  ///
  /// @throws IllegalStateException when another node was faster
  void advance(long position) {
    int moved =
        sagas
            .sql(
                """
                insert into reader as r (name, position) values (?, ?)
                on conflict (name) do update set position = excluded.position
                where r.position < excluded.position
                """)
            .params(name, position)
            .update();
    if (moved == 0) {
      throw new IllegalStateException(
          "%s has been read up to %d by another node".formatted(name, position));
    }
  }

  /// Remembers, now and then, that there was nothing to do up to `position`: forgetting it costs
  /// only reading it again.
  void pass(long position) {
    if (System.nanoTime() - passedAt > SELDOM.toNanos()) {
      advance(position);
      passedAt = System.nanoTime();
    }
  }
}
