package io.daybook.eventstore.conformance;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// One chapter of what is demanded: extend it in a nested class of a test class that registers a
/// [TestServer]. Each test has a database of its own, and as many nodes on it as it opens.
abstract class Suite {

  private static final int LIMIT_SECONDS = 60;

  private final TestServer server;
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  protected final Candidate candidate;
  protected TestDatabase database;

  @SuppressWarnings("NullAway.Init")
  Suite(TestServer server, Candidate candidate) {
    this.server = server;
    this.candidate = candidate;
  }

  @BeforeEach
  final void makeDatabase() throws SQLException {
    database = server.newDatabase();
  }

  /// All at once: each of them takes a moment to let go.
  @AfterEach
  final void closeAll() throws Exception {
    threads.shutdownNow();
    try (ExecutorService closers = Executors.newVirtualThreadPerTaskExecutor()) {
      join(closers.invokeAll(opened.stream().map(Suite::closingOf).toList()));
    }
  }

  private static Callable<Void> closingOf(AutoCloseable one) {
    return () -> {
      one.close();
      return null;
    };
  }

  /// Opens one more node.
  final Node node() {
    return node(database.pool());
  }

  final Node node(HikariDataSource pool) {
    return closing(Node.of(candidate, pool));
  }

  /// Opens one more reader.
  final Reader reader(Node node, @Nullable TrackingToken from) {
    return closing(Reader.of(node, from));
  }

  /// Has something closed after the test.
  final <T extends AutoCloseable> T closing(T something) {
    opened.add(something);
    return something;
  }

  /// Does something beside the test.
  final <T> Future<T> beside(Callable<T> work) {
    return threads.submit(work);
  }

  final Future<?> beside(Runnable work) {
    return threads.submit(work);
  }

  /// Waits for all of them.
  static void join(List<? extends Future<?>> futures) throws Exception {
    for (Future<?> future : futures) {
      join(future);
    }
  }

  static <T> T join(Future<T> future) throws Exception {
    try {
      return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof Exception cause ? cause : failed;
    }
  }

  /// The next events after a token.
  static List<TrackedEventMessage<?>> read(Node node, @Nullable TrackingToken from, int count)
      throws InterruptedException {
    List<TrackedEventMessage<?>> read = new ArrayList<>(count);
    try (BlockingStream<TrackedEventMessage<?>> stream = node.store().openStream(from)) {
      while (read.size() < count && stream.hasNextAvailable(5, TimeUnit.SECONDS)) {
        read.add(stream.nextAvailable());
      }
    }
    return read;
  }
}
