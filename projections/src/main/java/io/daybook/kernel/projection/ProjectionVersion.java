package io.daybook.kernel.projection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A read model as operators see it.
///
/// @param name as `<context>.<name>`
/// @param version that is read; counts up with each that is built, from 1; 0 until one is read
/// @param position that it has reached
/// @param next what is being built beside it; absent when nothing is
/// @param kept what was read before and can be read again; absent when there is nothing
public record ProjectionVersion(
    String name,
    int version,
    int revision,
    long position,
    @Nullable Instant switchedAt,
    @Nullable Next next,
    @Nullable Kept kept) {

  /// A version that nobody reads yet.
  ///
  /// @param task `REBUILD`, `ROLL_OUT` or `ROLLBACK`
  /// @param state `BUILDING`; `DIFFERENT` until somebody accepts it; `FAILED` until it is tried
  ///   again
  /// @param eventsPerSecond since a node last took it up
  /// @param secondsLeft at this rate; absent while it is unknown
  /// @param note why it doesn't go on, or how it differs
  public record Next(
      int version,
      String task,
      String state,
      long position,
      long target,
      long eventsPerSecond,
      @Nullable Long secondsLeft,
      @Nullable String note) {}

  /// A version that was read before.
  ///
  /// @param position that it had reached then; it is not followed
  public record Kept(int version, long position) {}
}
