package io.daybook.catalog.view;

import co.elastic.clients.elasticsearch._types.Time;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The moments of the index that searches are of. All that begin within the same second share one,
/// so there are at most as many as seconds in the time for which one is kept. Safe for all threads.
final class SearchMoments {

  /// How long Elasticsearch keeps one after its last search.
  static final Time KEPT = Time.of(it -> it.time("5m"));

  private static final Duration SHARED = Duration.ofSeconds(1);

  private final BoundedSearch elasticsearch;
  private final SearchProgress progress;
  private final ReentrantLock opening = new ReentrantLock();
  private volatile @Nullable Opened last;

  SearchMoments(BoundedSearch elasticsearch, SearchProgress progress) {
    this.elasticsearch = elasticsearch;
    this.progress = progress;
  }

  /// A moment of less than a second ago.
  ///
  /// @param seen a position that the index shows already
  /// @param wanted position that the moment must include, at most `seen`
  /// @param until when it must be there, as [BoundedSearch#patience()] says
  SearchMoment current(long seen, long wanted, long until) throws IOException {
    Opened known = last;
    if (known != null && fits(known, wanted)) {
      return known.moment();
    }
    BoundedSearch.lock(opening, until);
    try {
      known = last;
      if (known == null || !fits(known, wanted)) {
        known = new Opened(open(seen, until), System.nanoTime());
        last = known;
      }
      return known.moment();
    } finally {
      opening.unlock();
    }
  }

  /// Whether a search of `moment` shows everything up to `wanted`.
  boolean includes(SearchMoment moment, long wanted) {
    return wanted <= shown(moment);
  }

  /// The last position that a search of `moment` is certain to show.
  long shown(SearchMoment moment) {
    return progress.shownAt(moment.position());
  }

  /// Forgets a moment that Elasticsearch no longer has.
  void lost(SearchMoment moment) {
    Opened known = last;
    if (known != null && known.moment().equals(moment)) {
      last = null;
    }
  }

  private boolean fits(Opened known, long wanted) {
    return System.nanoTime() - known.at() < SHARED.toNanos() && includes(known.moment(), wanted);
  }

  private SearchMoment open(long seen, long until) throws IOException {
    String id =
        elasticsearch
            .ask(
                client ->
                    client.openPointInTime(it -> it.index(ProductSearch.ALIAS).keepAlive(KEPT)),
                until)
            .id();
    return new SearchMoment(id, seen);
  }

  /// A moment and when it was, by this machine's clock.
  private record Opened(SearchMoment moment, long at) {}
}
