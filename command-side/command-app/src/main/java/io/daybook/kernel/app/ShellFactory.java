package io.daybook.kernel.app;

import java.util.function.Supplier;
import org.axonframework.commandhandling.AnnotationCommandHandlerAdapter;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.eventsourcing.eventstore.EventStore;

/// Makes the shells of every context on one event store and one command bus.
public final class ShellFactory {

  private final EventStore eventStore;
  private final CommandBus commandBus;
  private final StreamLocks locks = new StreamLocks();
  private final long cacheSize;

  /// @param cacheSize most shells of one kind that are kept
  ShellFactory(EventStore eventStore, CommandBus commandBus, long cacheSize) {
    this.eventStore = eventStore;
    this.commandBus = commandBus;
    this.cacheSize = cacheSize;
  }

  /// Shells that take commands themselves.
  ///
  /// @param absent makes the shell of a stream that has no event
  public <T extends StreamShell<?, ?>> Shells<T> commanded(Class<T> type, Supplier<T> absent) {
    Shells<T> shells = loaded(type, absent);
    shells.subscribe(commandBus);
    return shells;
  }

  /// Shells that a handler loads.
  ///
  /// @param absent makes the shell of a stream that has no event
  public <T extends StreamShell<?, ?>> Shells<T> loaded(Class<T> type, Supplier<T> absent) {
    return new Shells<>(type, absent, eventStore, locks, new ShellCache(cacheSize));
  }

  /// Lets a handler of its own take the commands that it has a method for.
  ///
  /// @return `handler`
  public <H> H subscribed(H handler) {
    new AnnotationCommandHandlerAdapter<>(handler).subscribe(commandBus);
    return handler;
  }
}
