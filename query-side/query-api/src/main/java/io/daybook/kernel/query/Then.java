package io.daybook.kernel.query;

import java.util.Set;

/// What was to be seen at a moment.
///
/// @param position of the last event that counts; 0 when there was none
/// @param shown what the views said then
/// @param incomplete names of the read models that could not take an event and left it out
public record Then<T>(long position, T shown, Set<String> incomplete) {

  public Then {
    incomplete = Set.copyOf(incomplete);
  }
}
