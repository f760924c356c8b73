package io.daybook.kafka;

import io.daybook.eventstore.EventLog;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Copies the log to Kafka: one topic a context, every event once and in order.
///
/// Any number of processes may run one. The last that began publishes; the one before it notices
/// with its next transaction, steps back, and watches: when the topics stand still while the log
/// goes on, it begins again. A cluster that is away is waited for, with growing pauses; nobody else
/// waits for it. Start and stop may be called from any thread, once each.
public final class KafkaPublisher implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(KafkaPublisher.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final EventLog events;
  private final KafkaSettings settings;
  private final Topics topics;
  private final PublisherMetrics metrics;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private Duration pause = FIRST_PAUSE;
  private volatile @Nullable String failure;
  private volatile boolean active;

  /// One that is not yet running.
  public KafkaPublisher(EventLog events, KafkaSettings settings, MeterRegistry meters) {
    this.events = events;
    this.settings = settings;
    this.topics = Topics.ofAllEvents(settings.prefix());
    this.metrics = new PublisherMetrics(meters, events);
    this.thread = Thread.ofPlatform().daemon().name("kafka-publisher").unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /// Whether this process is the publisher, as far as it knows.
  public boolean isActive() {
    return active;
  }

  /// Why nothing is being published; empty while all is well, also when another process does it.
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /// Stops after the transaction in hand; returns when the thread is gone.
  @Override
  public void close() {
    stop.countDown();
    try {
      if (!thread.join(Duration.ofSeconds(5))) {
        thread.interrupt();
        thread.join(Duration.ofSeconds(5));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!isStopped()) {
      try {
        publish();
      } catch (InterruptedException | InterruptException _) {
        // Only close() interrupts.
        return;
      } catch (RuntimeException failed) {
        active = false;
        metrics.active(false);
        if (isStopped() || !recover(failed)) {
          return;
        }
      }
    }
  }

  private void publish() throws InterruptedException {
    List<String> differences = new TopicMaker(settings, topics).make();
    metrics.differing(differences.size());
    try (Tenure tenure = Tenure.begin(events, settings, topics, metrics)) {
      log.info("Publishing to Kafka after position {}", tenure.position());
      active = true;
      metrics.active(true);
      metrics.foreign(false);
      failure = null;
      pause = FIRST_PAUSE;
      tenure.publishUntil(this::isStopped);
    }
  }

  /// @return false when this one is to stop meanwhile
  private boolean recover(RuntimeException failed) {
    try {
      if (isFenced(failed)) {
        metrics.fenced();
        failure = null;
        log.info("Another process publishes to Kafka now; watching it");
        awaitStandstill();
      } else {
        metrics.failed();
        boolean foreign = failed instanceof Lineage.ForeignTopics;
        boolean isNews = failure == null || (foreign && !failed.toString().equals(failure));
        metrics.foreign(foreign);
        if (isNews) {
          log.warn("Nothing is published to Kafka now; trying on", failed);
        }
        failure = failed.toString();
        rest(pause);
        pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
      }
      return !isStopped();
    } catch (InterruptedException | InterruptException _) {
      return false;
    }
  }

  private static boolean isFenced(Throwable failed) {
    for (@Nullable Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProducerFencedException
          || cause instanceof InvalidProducerEpochException) {
        return true;
      }
    }
    return false;
  }

  /// Returns when the topics have stood still for a while although there was more to publish.
  private void awaitStandstill() throws InterruptedException {
    long position = -1;
    long head = Long.MAX_VALUE;
    while (!isStopped()) {
      long before = position;
      long due = head;
      try {
        head = events.head();
        position = published();
        metrics.published(position);
      } catch (InterruptException interrupted) {
        throw interrupted;
      } catch (RuntimeException away) {
        log.debug("It can't be seen now whether the topics stand still", away);
        position = -1;
      }
      if (position >= 0 && position == before && position < due) {
        return;
      }
      rest(settings.takeOverAfter());
    }
  }

  private long published() {
    try (KafkaConsumer<byte[], byte[]> consumer = Tenure.consumer(settings)) {
      return new CommittedPositions(consumer)
          .of(topics.partitions(consumer)).values().stream().mapToLong(it -> it).max().orElse(0);
    }
  }

  private void rest(Duration duration) throws InterruptedException {
    var _ = stop.await(duration.toMillis(), TimeUnit.MILLISECONDS);
  }

  private boolean isStopped() {
    return stop.getCount() == 0;
  }
}
