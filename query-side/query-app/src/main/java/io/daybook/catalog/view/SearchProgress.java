package io.daybook.catalog.view;

import io.daybook.kernel.view.Ask;
import io.daybook.kernel.view.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How far the search index has come, and how much of that searchers can see.
///
/// Documents show after Elasticsearch's next refresh. Only a question with a token that asks for
/// more than is certain to show forces one, and all who wait share it. Those that are forced here
/// are at least [#APART] from each other: each costs Elasticsearch a segment, whoever searches.
/// Safe for all threads.
final class SearchProgress {

  /// Least time from the end of a forced refresh to the next.
  private static final Duration APART = Duration.ofMillis(100);

  private static final String LOOK =
      "select position, changed from search_index where name = 'projections.catalog.search'";

  private final BoundedSearch elasticsearch;
  private final Progress sent;
  private final ReentrantLock refreshing = new ReentrantLock();
  private volatile long changed;
  private volatile long shown;

  /// By this machine's clock. Guarded by [#refreshing].
  private long refreshedAt = System.nanoTime() - APART.toNanos();

  SearchProgress(BoundedSearch elasticsearch, JdbcClient views) {
    this.elasticsearch = elasticsearch;
    this.sent = new Progress(() -> look(views));
  }

  /// Waits until the index has been sent what `ask` wants. Whoever wants nothing that isn't known
  /// to be there looks nothing up: moments are shared for longer than what is known is old.
  ///
  /// @return the position that it has been sent at least
  long await(Ask ask) {
    long lately = sent.lately();
    return ask.token() <= lately ? lately : sent.await(ask);
  }

  /// Lets searchers see a position that the index has been sent.
  ///
  /// @param reached what [#await(Ask)] said
  /// @param until when they must see it, as [BoundedSearch#patience()] says
  /// @return the position that they see at least
  /// @throws IOException when Elasticsearch is away
  long show(long reached, long wanted, long until) throws IOException {
    if (visible(reached) < wanted) {
      refresh(wanted, until);
    }
    // What is sent meanwhile makes less certain, but not what was asked for.
    return Math.max(visible(reached), wanted);
  }

  /// The position that somebody sees who sees what the index showed at `position`.
  long shownAt(long position) {
    long reached = sent.lately();
    return changed <= position ? Math.max(reached, position) : position;
  }

  /// What was last sent may be older than the last position: everything since then changed nothing.
  private long visible(long reached) {
    return changed <= shown ? Math.max(reached, shown) : shown;
  }

  private void refresh(long wanted, long until) throws IOException {
    BoundedSearch.lock(refreshing, until);
    try {
      if (shown < wanted) {
        rest();
        // Only now: whoever came meanwhile is shown what they ask for by this refresh.
        long before = sent.position();
        var _ =
            elasticsearch.ask(
                client -> client.indices().refresh(it -> it.index(ProductSearch.ALIAS)), until);
        shown = before;
        refreshedAt = System.nanoTime();
      }
    } finally {
      refreshing.unlock();
    }
  }

  /// Who is interrupted rests no longer.
  private void rest() {
    long left = refreshedAt + APART.toNanos() - System.nanoTime();
    while (left > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(this, left);
      left = refreshedAt + APART.toNanos() - System.nanoTime();
    }
  }

  /// Both of one moment, `changed` first: whoever knows the position knows what changed before it.
  private long look(JdbcClient views) {
    return views
        .sql(LOOK)
        .query((row, _) -> {
          changed = row.getLong("changed");
          return row.getLong("position");
        })
        .optional()
        .orElse(0L);
  }
}
