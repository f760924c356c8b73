package io.daybook.axon;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where one reader of the log keeps the sequences that it could not take further: in order, and
/// seen by operators, while all other sequences go on. Thread-safe; two that mend the same sequence
/// at once do it one after the other.
public interface Quarantine {

  /// The reader's name, as in `/ops/processors`; of several read models in one processor, each has
  /// its own.
  String reader();

  /// Whether what this reader does for an order is undone when the order is called off.
  default boolean isCompensated() {
    return false;
  }

  /// What is held, the oldest first.
  List<Held> held();

  /// Tells the sequence its events again, from the one that failed. It leaves the quarantine when
  /// it has taken all of them; one that fails again stays, with one attempt more. To be done when
  /// what was wrong is mended.
  ///
  /// @return what is still held of it; empty when it is free, or was not held
  Optional<Held> redrive(String sequence);

  /// Leaves out the event that failed, and tells the sequence the rest as [#redrive] does. Whoever
  /// calls this has recorded in the log who skips what and why.
  ///
  /// @param position of the event; nothing happens when another one is in front
  Optional<Held> skip(String sequence, long position);

  /// One sequence that waits.
  ///
  /// @param sequence what its events have in common, such as the order
  /// @param position of the event that failed; 0 when it was a deadline, which is not in the log
  /// @param failure what the last attempt came to; without personal data
  /// @param waiting how many events wait, the failed one included
  record Held(
      String reader,
      String sequence,
      long position,
      String eventType,
      String eventId,
      String failure,
      int attempts,
      int waiting,
      Instant since,
      @Nullable Instant lastAttempt) {}
}
