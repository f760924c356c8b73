package io.daybook.kafka;

import io.daybook.eventstore.EventLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/// What the publisher tells about itself, under `daybook.kafka.`. Thread-safe.
final class PublisherMetrics {

  private final Counter events;
  private final Counter transactions;
  private final Counter failures;
  private final Counter fenced;
  private volatile long published;
  private volatile int active;
  private volatile int differences;
  private volatile int foreign;

  PublisherMetrics(MeterRegistry registry, EventLog log) {
    events = counter(registry, "events", "Events published by this process");
    transactions = counter(registry, "transactions", "Transactions committed by this process");
    failures = counter(registry, "failures", "Times that publishing broke off");
    fenced = counter(registry, "fenced", "Times that another process became the publisher");
    Gauge.builder("daybook.kafka.position", () -> published)
        .description("The last position that is known to be published")
        .register(registry);
    Gauge.builder("daybook.kafka.lag", () -> Math.max(0, log.head() - published))
        .description("Positions between what is known to be published and the head of the log")
        .register(registry);
    Gauge.builder("daybook.kafka.active", () -> active)
        .description("1 while this process is the publisher")
        .register(registry);
    Gauge.builder("daybook.kafka.topics.differing", () -> differences)
        .description("Settings of topics that are not as stated")
        .register(registry);
    Gauge.builder("daybook.kafka.topics.foreign", () -> foreign)
        .description("1 while nothing is published because the topics are not this log's")
        .register(registry);
  }

  private static Counter counter(MeterRegistry registry, String name, String description) {
    return Counter.builder("daybook.kafka." + name).description(description).register(registry);
  }

  void published(long position) {
    published = position;
  }

  void published(long position, int count) {
    published = position;
    events.increment(count);
    transactions.increment();
  }

  void active(boolean now) {
    active = now ? 1 : 0;
  }

  void foreign(boolean now) {
    foreign = now ? 1 : 0;
  }

  void differing(int settings) {
    differences = settings;
  }

  void failed() {
    failures.increment();
  }

  void fenced() {
    fenced.increment();
  }
}
