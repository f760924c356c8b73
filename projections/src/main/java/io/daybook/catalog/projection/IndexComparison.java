package io.daybook.catalog.projection;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.Time;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.search.Hit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// Compares every document of two indexes, as both were in one moment. For one thread.
///
/// A document of which one index has a later version than the other is only a difference when both
/// should have had it by then.
final class IndexComparison implements AutoCloseable {

  private static final Time KEPT = Time.of(it -> it.time("5m"));
  private static final int PAGE = 5_000;
  private static final int SHOWN = 5;

  private final ElasticsearchClient elasticsearch;
  private final ElasticsearchAsyncClient pages;
  private final String live;
  private final String next;
  private final List<String> opened = new ArrayList<>();
  private long position;

  IndexComparison(ElasticsearchClient elasticsearch, String live, String next) {
    this.elasticsearch = elasticsearch;
    this.pages = new ElasticsearchAsyncClient(elasticsearch._transport());
    this.live = live;
    this.next = next;
  }

  /// Takes down the moment. May be done again.
  ///
  /// @param both position that both have reached
  void begin(long both) {
    try {
      close();
      position = both;
      for (String index : List.of(live, next)) {
        elasticsearch.indices().refresh(it -> it.index(index));
        opened.add(elasticsearch.openPointInTime(it -> it.index(index).keepAlive(KEPT)).id());
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// What differs, in one sentence; empty when nothing does.
  String difference() {
    List<String> found = new ArrayList<>();
    long count = 0;
    Iterator<Hit<ProductDocument>> mine = new Documents(opened.getFirst());
    Iterator<Hit<ProductDocument>> others = new Documents(opened.getLast());
    Hit<ProductDocument> one = following(mine);
    Hit<ProductDocument> other = following(others);
    while (one != null || other != null) {
      int order = order(one, other);
      Hit<ProductDocument> left = order <= 0 ? one : null;
      Hit<ProductDocument> right = order >= 0 ? other : null;
      if (differ(left, right)) {
        count++;
        if (found.size() < SHOWN) {
          found.add(idOf(Objects.requireNonNull(left == null ? right : left)));
        }
      }
      one = left == null ? one : following(mine);
      other = right == null ? other : following(others);
    }
    return count == 0
        ? ""
        : "%d documents differ, such as %s.".formatted(count, String.join(", ", found));
  }

  private static @Nullable Hit<ProductDocument> following(Iterator<Hit<ProductDocument>> hits) {
    return hits.hasNext() ? hits.next() : null;
  }

  private static int order(
      @Nullable Hit<ProductDocument> one, @Nullable Hit<ProductDocument> other) {
    if (one == null || other == null) {
      return one == null ? 1 : -1;
    }
    return Arrays.compareUnsigned(
        idOf(one).getBytes(StandardCharsets.UTF_8), idOf(other).getBytes(StandardCharsets.UTF_8));
  }

  private boolean differ(@Nullable Hit<ProductDocument> one, @Nullable Hit<ProductDocument> other) {
    long here = one == null ? 0 : versionOf(one);
    long there = other == null ? 0 : versionOf(other);
    if (here != there || one == null || other == null) {
      return Math.max(here, there) <= position;
    }
    return !Objects.equals(one.source(), other.source());
  }

  private static long versionOf(Hit<ProductDocument> hit) {
    return Objects.requireNonNullElse(hit.version(), 0L);
  }

  private static String idOf(Hit<ProductDocument> hit) {
    return Objects.requireNonNull(hit.sort().getFirst().stringValue());
  }

  @Override
  public void close() throws IOException {
    for (String id : opened) {
      var _ = elasticsearch.closePointInTime(it -> it.id(id));
    }
    opened.clear();
  }

  /// All documents in the order of their skus. The next page is on its way while one is compared.
  private final class Documents implements Iterator<Hit<ProductDocument>> {

    private final String moment;
    private final Queue<Hit<ProductDocument>> page = new ArrayDeque<>();
    private @Nullable CompletableFuture<SearchResponse<ProductDocument>> coming;

    private Documents(String moment) {
      this.moment = moment;
      this.coming = ask(null);
    }

    @Override
    public boolean hasNext() {
      CompletableFuture<SearchResponse<ProductDocument>> next = coming;
      if (page.isEmpty() && next != null) {
        List<Hit<ProductDocument>> hits = arrived(next);
        page.addAll(hits);
        coming = hits.size() < PAGE ? null : ask(hits.getLast().sort());
      }
      return !page.isEmpty();
    }

    @Override
    public Hit<ProductDocument> next() {
      return page.remove();
    }

    private CompletableFuture<SearchResponse<ProductDocument>> ask(
        @Nullable List<FieldValue> after) {
      return pages.search(
          it -> {
            it.pit(pit -> pit.id(moment).keepAlive(KEPT))
                .size(PAGE)
                .version(true)
                .trackTotalHits(total -> total.enabled(false))
                .sort(sort -> sort.field(field -> field.field("sku.exact").order(SortOrder.Asc)));
            return after == null ? it : it.searchAfter(after);
          },
          ProductDocument.class);
    }

    private static List<Hit<ProductDocument>> arrived(
        CompletableFuture<SearchResponse<ProductDocument>> asked) {
      try {
        return asked.join().hits().hits();
      } catch (CompletionException failed) {
        throw new UncheckedIOException(new IOException(failed.getCause()));
      }
    }
  }
}
