package io.daybook.axon;

import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;

/// How what a stream comes to is kept as a snapshot.
///
/// @param name its contract name, never a class name
/// @param revision to be raised whenever `state` or the fold that makes it changes: a snapshot of
///   another revision is never used
/// @param state what is kept; a record of plain values
public record SnapshotType(String name, int revision, Class<?> state) {

  SerializedType serialized() {
    return new SimpleSerializedType(name, String.valueOf(revision));
  }

  /// Whether a snapshot of `stored` is of this name and revision.
  public boolean wrote(SerializedType stored) {
    return serialized().equals(stored);
  }
}
