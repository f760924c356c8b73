package io.daybook.streams;

import io.daybook.web.ProblemException;
import io.daybook.web.RequestProblems;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.Semaphore;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/// The answers that are being written: only so many at once, since each holds two pages, and none
/// any more when the process is about to end. Thread-safe.
final class OpenAnswers implements ApplicationListener<ContextClosedEvent>, MeterBinder {

  static final int MOST = 32;

  private final Semaphore free = new Semaphore(MOST);
  private volatile boolean closing;

  /// An answer that may be written until it is closed.
  ///
  /// @throws ProblemException when there are too many
  Place enter() {
    if (!free.tryAcquire()) {
      throw new ProblemException(
          RequestProblems.BUSY.saying("%d streams are being read already.".formatted(MOST)));
    }
    return free::release;
  }

  /// How many are being written.
  int count() {
    return MOST - free.availablePermits();
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("daybook.streams.open", this, OpenAnswers::count)
        .description("Answers of the stream API that are being written")
        .register(registry);
  }

  /// Whether answers that follow the log should come to their end.
  boolean isClosing() {
    return closing;
  }

  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    closing = true;
  }

  /// One of the places.
  @FunctionalInterface
  interface Place extends AutoCloseable {
    @Override
    void close();
  }
}
