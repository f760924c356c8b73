package io.daybook.audit.projection;

import io.daybook.axon.LogProcessor;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Starts the auditor when everything is ready, and stops it before anything is closed.
final class AuditRunner implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(AuditRunner.class);

  private final LogProcessor processor;
  private final Lookout lookout;
  private final Duration interval;
  private final StreamableMessageSource<TrackedEventMessage<?>> source;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofVirtual().name("audit-lookout").factory());
  private @Nullable Future<?> looking;
  private volatile boolean running;

  AuditRunner(
      LogProcessor processor,
      Lookout lookout,
      Duration interval,
      StreamableMessageSource<TrackedEventMessage<?>> source) {
    this.processor = processor;
    this.lookout = lookout;
    this.interval = interval;
    this.source = source;
  }

  @Override
  public void start() {
    processor.start();
    long millis = interval.toMillis();
    looking = clock.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    if (looking != null) {
      looking.cancel(true);
    }
    clock.shutdownNow();
    processor.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void look() {
    try {
      TrackingToken head = source.createHeadToken();
      long last = head == null ? 0 : head.position().orElse(0);
      lookout.look(() -> processor.position() >= last);
    } catch (RuntimeException failed) {
      log.warn("The auditor could not look around; it will again in {}", interval, failed);
    }
  }
}
