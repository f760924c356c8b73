package io.daybook.kernel.app;

import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.AnnotationCommandHandlerAdapter;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.NoSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.eventsourcing.eventstore.EventStore;

/// Makes the shells of every context on one event store and one command bus.
public final class ShellFactory {

  private final EventStore eventStore;
  private final CommandBus commandBus;
  private final StreamLocks locks = new StreamLocks();
  private final Map<Class<?>, SnapshotTriggerDefinition> snapshots;
  private final long cacheSize;

  /// @param snapshots of which kinds snapshots are made, and when
  /// @param cacheSize most shells of one kind that are kept
  ShellFactory(
      EventStore eventStore,
      CommandBus commandBus,
      Collection<SnapshotPolicy> snapshots,
      long cacheSize) {
    this.eventStore = eventStore;
    this.commandBus = commandBus;
    this.cacheSize = cacheSize;
    Snapshotter snapshotter = StateSnapshotter.of(eventStore, snapshots);
    this.snapshots =
        snapshots.stream()
            .collect(
                Collectors.toMap(
                    SnapshotPolicy::shell,
                    it -> new EventCountSnapshotTriggerDefinition(snapshotter, it.everyEvents())));
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
    return new Shells<>(
        type,
        absent,
        eventStore,
        locks,
        new ShellCache(cacheSize),
        snapshots.getOrDefault(type, NoSnapshotTriggerDefinition.INSTANCE));
  }

  /// Lets a handler of its own take the commands that it has a method for.
  ///
  /// @return `handler`
  public <H> H subscribed(H handler) {
    new AnnotationCommandHandlerAdapter<>(handler).subscribe(commandBus);
    return handler;
  }
}
