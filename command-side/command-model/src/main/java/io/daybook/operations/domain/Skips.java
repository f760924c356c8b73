package io.daybook.operations.domain;

import java.util.HashSet;
import java.util.Set;

/// Who went on without one event.
///
/// @param readers their names
public record Skips(Set<String> readers) {

  static final Skips NONE = new Skips(Set.of());

  public Skips {
    readers = Set.copyOf(readers);
  }

  Skips and(String reader) {
    Set<String> all = new HashSet<>(readers);
    all.add(reader);
    return new Skips(all);
  }
}
