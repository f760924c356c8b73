package io.daybook.eventstore;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/// A page that is being read while the one before it is used. Safe for all threads.
final class Coming<T> {

  private final CompletableFuture<T> page;

  private Coming(CompletableFuture<T> page) {
    this.page = page;
  }

  /// Begins to read in a virtual thread.
  static <T> Coming<T> read(String thread, Supplier<T> read) {
    return new Coming<>(
        CompletableFuture.supplyAsync(read, it -> Thread.ofVirtual().name(thread).start(it)));
  }

  /// Where there is no further page: waiting for it would never end.
  static <T> Coming<T> nothing() {
    return new Coming<>(new CompletableFuture<>());
  }

  /// Waits for the page; whatever reading it threw is thrown here.
  T get() {
    try {
      return page.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failed;
    }
  }
}
