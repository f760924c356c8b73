package io.daybook.kernel.view;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Answers about one kind of thing, kept until an event changes them. Thread-safe.
///
/// What is asked for by many at once is read once. An answer that is being read while [#forget]
/// passes goes to those who asked before, and is not kept: its place is empty already, and the next
/// one reads anew. Since changes are told before their position is, whoever waited for a position
/// gets no answer from before it.
public final class Shelf {

  /// What an entry takes beside its JSON and its id, about.
  private static final int ENTRY = 200;

  private final String name;
  private final Set<String> streamTypes;
  private final ReadThrough through;
  private final @Nullable AsyncCache<String, Optional<Answer>> answers;

  /// @param streamTypes whose streams change an answer with the same id
  /// @param through where else to look before something is read
  Shelf(String name, Set<String> streamTypes, long mostBytes, ReadThrough through) {
    this.name = name;
    this.through = through;
    this.streamTypes = streamTypes;
    this.answers =
        mostBytes == 0
            ? null
            : Caffeine.newBuilder()
                .maximumWeight(mostBytes)
                .weigher((String id, Optional<Answer> answer) ->
                    ENTRY + 2 * id.length() + answer.map(it -> it.json().length).orElse(0))
                .recordStats()
                .buildAsync();
  }

  /// The answer about a thing; empty when there is no such thing, which is not kept.
  ///
  /// @param read finds it, no matter how often it is called
  public Optional<Answer> find(String id, Supplier<Optional<Answer>> read) {
    if (answers == null) {
      return read.get();
    }
    CompletableFuture<Optional<Answer>> kept = answers.getIfPresent(id);
    CompletableFuture<Optional<Answer>> mine = new CompletableFuture<>();
    if (kept == null) {
      kept = answers.asMap().putIfAbsent(id, mine);
    }
    if (kept != null) {
      return join(kept);
    }
    Optional<Answer> found = read(() -> through.find(key(id), read), mine);
    if (found.isEmpty()) {
      answers.asMap().remove(id, mine);
    }
    return found;
  }

  /// What a thing is called where other kinds of things are too.
  String key(String id) {
    return name + "/" + id;
  }

  /// Whether a stream of this type changes answers here.
  boolean holds(String streamType) {
    return streamTypes.contains(streamType);
  }

  /// What is known of a thing, or is being read, is not so any more.
  void forget(String id) {
    if (answers != null) {
      answers.asMap().remove(id);
    }
  }

  /// What is known of anything, or is being read, is not so any more.
  void forgetAll() {
    if (answers != null) {
      answers.asMap().clear();
    }
  }

  /// Shows everything that is kept.
  void each(BiConsumer<String, Answer> reader) {
    if (answers != null) {
      answers
          .synchronous()
          .asMap()
          .forEach((id, answer) -> answer.ifPresent(it -> reader.accept(key(id), it)));
    }
  }

  void measure(MeterRegistry registry) {
    if (answers != null) {
      CaffeineCacheMetrics.monitor(registry, answers, "daybook." + name);
    }
  }

  private static Optional<Answer> read(
      Supplier<Optional<Answer>> read, CompletableFuture<Optional<Answer>> mine) {
    try {
      Optional<Answer> found = read.get();
      mine.complete(found);
      return found;
    } catch (RuntimeException | Error failed) {
      mine.completeExceptionally(new ReadFailed(failed));
      throw failed;
    }
  }

  private static Optional<Answer> join(CompletableFuture<Optional<Answer>> kept) {
    try {
      return kept.join();
    } catch (ReadFailed failed) {
      throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
    }
  }

  /// What everybody hears who waited for one read. A cancellation, since Caffeine logs anything
  /// else, and whoever read has told already.
  private static final class ReadFailed extends CancellationException {

    private static final long serialVersionUID = 1L;

    ReadFailed(Throwable cause) {
      initCause(cause);
    }
  }

  /// What lies behind the answers of one process.
  @FunctionalInterface
  interface ReadThrough {
    Optional<Answer> find(String key, Supplier<Optional<Answer>> read);
  }
}
