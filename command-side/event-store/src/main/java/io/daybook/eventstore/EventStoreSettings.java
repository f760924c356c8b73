package io.daybook.eventstore;

import java.time.Duration;

/// How the event store behaves.
///
/// @param queueCapacity appends that may wait; one more is refused as
///   [EventStoreUnavailableException]
/// @param groupLimit most commands that share one transaction
/// @param patience how long an append may wait for a database that is away
/// @param recentEvents how many of the newest events are kept in memory for those who tail the log
/// @param pageSize events per read when someone is further behind than that
/// @param pollInterval how often the tail looks without being told, in case a signal got lost
public record EventStoreSettings(
    int queueCapacity,
    int groupLimit,
    Duration patience,
    int recentEvents,
    int pageSize,
    Duration pollInterval) {

  /// Good for one node on a laptop and for several on servers.
  public static EventStoreSettings defaults() {
    return new EventStoreSettings(
        4_096, 256, Duration.ofSeconds(15), 4_096, 1_000, Duration.ofMillis(500));
  }
}
