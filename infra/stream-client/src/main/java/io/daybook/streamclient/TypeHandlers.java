package io.daybook.streamclient;

import java.util.HashMap;
import java.util.Map;

/// Gives each type of event to a handler of its own. A type that nobody was named for is passed
/// over, as new types may come at any time: its position counts, and nothing else happens.
/// Immutable.
public final class TypeHandlers implements EventHandler {

  private static final EventHandler IGNORED = _ -> {};

  private final Map<String, EventHandler> handlers;
  private final EventHandler others;

  private TypeHandlers(Map<String, EventHandler> handlers, EventHandler others) {
    this.handlers = Map.copyOf(handlers);
    this.others = others;
  }

  /// Knows no type.
  public static TypeHandlers none() {
    return new TypeHandlers(Map.of(), IGNORED);
  }

  /// The same, and one for `type`, in place of another.
  ///
  /// @param type contract name, such as `ordering.order-placed`
  public TypeHandlers with(String type, EventHandler handler) {
    Map<String, EventHandler> more = new HashMap<>(handlers);
    more.put(type, handler);
    return new TypeHandlers(more, others);
  }

  /// The same, and one for all types that nobody else is named for.
  public TypeHandlers otherwise(EventHandler handler) {
    return new TypeHandlers(handlers, handler);
  }

  @Override
  public void on(StreamedEvent event) {
    handlers.getOrDefault(event.type(), others).on(event);
  }
}
