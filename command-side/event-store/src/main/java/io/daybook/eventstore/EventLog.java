package io.daybook.eventstore;

import java.time.Duration;
import java.util.List;

/// The log by position, for those who read it without Axon. Thread-safe.
public interface EventLog {

  /// Last position that this node knows of; never behind what it acknowledged. 0 for an empty log.
  long head();

  /// The next events after a position, in order, their JSON unread; empty at the head.
  ///
  /// @param limit at most so many, at least 1
  /// @throws EventStoreUnavailableException when the database is away
  List<StoredEvent> read(long afterPosition, int limit);

  /// The next events after a position, in order, in bytes; empty at the head.
  ///
  /// @param limit at most so many, at least 1
  /// @param size in bytes; the first one that goes beyond it is the last
  /// @throws EventStoreUnavailableException when the database is away
  List<RawEvent> readRaw(long afterPosition, int limit, int size);

  /// All events after a position, up to where the log ends, in pages.
  ///
  /// @param size of a page: the caller holds two at most
  default LogPages pages(long afterPosition, int size) {
    return new LogPages(this, afterPosition, size);
  }

  /// Waits until the log goes beyond a position.
  ///
  /// @return whether it does
  boolean awaitBeyond(long position, Duration timeout) throws InterruptedException;
}
