package io.daybook.eventstore;

import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which events of the log are wanted. Immutable.
///
/// @param types contract names; empty for all
/// @param stream the only stream; null for all
public record LineFilter(Set<String> types, @Nullable String stream) {

  private static final LineFilter EVERYTHING = new LineFilter(Set.of(), null);

  public LineFilter {
    types = Set.copyOf(types);
  }

  /// All events.
  public static LineFilter everything() {
    return EVERYTHING;
  }

  /// Events of these types only; of all types when there are none.
  public static LineFilter ofTypes(Collection<String> types) {
    return new LineFilter(Set.copyOf(types), null);
  }

  boolean takesAll() {
    return types.isEmpty() && stream == null;
  }

  boolean takes(StoredEvent event) {
    return (types.isEmpty() || types.contains(event.type()))
        && (stream == null || stream.equals(event.stream()));
  }
}
