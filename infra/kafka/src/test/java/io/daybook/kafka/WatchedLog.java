package io.daybook.kafka;

import io.daybook.eventstore.EventLog;
import io.daybook.eventstore.RawEvent;
import io.daybook.eventstore.StoredEvent;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;

/// A log that tells after which position it is about to be read; what is thrown then, reading
/// throws.
record WatchedLog(EventLog log, LongConsumer beforeRead) implements EventLog {

  @Override
  public long head() {
    return log.head();
  }

  @Override
  public List<StoredEvent> read(long afterPosition, int limit) {
    return log.read(afterPosition, limit);
  }

  @Override
  public List<RawEvent> readRaw(long afterPosition, int limit, int size) {
    beforeRead.accept(afterPosition);
    return log.readRaw(afterPosition, limit, size);
  }

  @Override
  public boolean awaitBeyond(long position, Duration timeout) throws InterruptedException {
    return log.awaitBeyond(position, timeout);
  }
}
