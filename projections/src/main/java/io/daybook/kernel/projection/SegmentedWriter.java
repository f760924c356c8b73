package io.daybook.kernel.projection;

import io.daybook.kernel.projection.LogPages.Page;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes pages of the log into a version that nobody reads yet, with each segment on a connection
/// of its own. A page is done with before the next one begins. Not thread-safe.
final class SegmentedWriter implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SegmentedWriter.class);

  /// Fewer events are written sooner than they are shared out.
  private static final int FEW = 32;

  private final NextWriter writer;
  private final int segments;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("rebuild-", 1).factory());

  /// @param segments to begin with; a build that has begun keeps those that it has
  SegmentedWriter(NextWriter writer, int segments) {
    this.writer = writer;
    this.segments = writer.open(segments);
  }

  /// Writes a page, or what of it is not written yet.
  void write(Page page) throws InterruptedException {
    if (segments < 2 || page.messages().size() < FEW || !writer.writesAtOnce()) {
      writer.write(page);
      return;
    }
    List<Callable<Long>> parts =
        IntStream.range(0, segments)
            .<Callable<Long>>mapToObj(segment -> () -> writer.writePart(page, segment))
            .toList();
    try {
      for (Future<Long> part : threads.invokeAll(parts)) {
        part.get();
      }
      writer.pass(page);
    } catch (ExecutionException failed) {
      Throwable cause = Objects.requireNonNull(failed.getCause());
      if (!EventFault.is(cause)) {
        throw new CompletionException(cause);
      }
      log.info("A page up to {} fails; it is written in one piece", page.last(), cause);
      writer.write(page);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
