package io.daybook.eventstore;

import java.util.List;

/// Hears of what this process committed, in the order of positions, on the thread that writes: it
/// must not wait.
interface CommittedListener {

  /// @param after the last position before the events
  /// @param events their positions follow each other; empty when only receipts were written
  void committed(long after, List<StoredEvent> events);
}
