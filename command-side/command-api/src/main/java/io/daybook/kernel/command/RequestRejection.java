package io.daybook.kernel.command;

import io.daybook.kernel.StreamId;

/// Why a request is refused that any aggregate might get.
public sealed interface RequestRejection extends Rejection {

  /// The key was used before, for another request.
  record IdempotencyKeyReused(String key) implements RequestRejection {}

  /// The stream is not at the version that the caller thought.
  record VersionDiffers(StreamId stream, long expected, long actual) implements RequestRejection {}
}
