package io.daybook.kernel.app;

import io.daybook.kernel.StreamId;
import java.util.function.Supplier;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;
import org.axonframework.modelling.command.Repository;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;

/// All streams of one kind: where their shells are loaded, locked and cached.
///
/// Axon 4.13.0 leaks a lock when making an absent aggregate fails. Making a shell is one
/// constructor without arguments, and no shell is ever marked deleted, so neither way is open.
///
/// @param <T> the shell
public final class Shells<T extends StreamShell<?, ?>> {

  private final Class<T> type;
  private final Supplier<T> absent;
  private final Repository<T> repository;

  Shells(
      Class<T> type,
      Supplier<T> absent,
      EventStore eventStore,
      StreamLocks locks,
      ShellCache cache,
      SnapshotTriggerDefinition snapshots) {
    this.type = type;
    this.absent = absent;
    this.repository =
        EventSourcingRepository.builder(type)
            .eventStore(eventStore)
            .lockFactory(locks)
            .cache(cache)
            .snapshotTriggerDefinition(snapshots)
            .build();
  }

  /// The shell of `stream`, locked until the current unit of work ends; new when it has no event.
  public Aggregate<T> load(StreamId stream) {
    String id = stream.toString();
    try {
      return repository.loadOrCreate(id, () -> adopted(id));
    } catch (RuntimeException failed) {
      throw failed;
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// Version of the stream now, 0 when it has no event.
  public static long version(Aggregate<?> aggregate) {
    Long last = aggregate.version();
    return last == null ? 0 : last + 1;
  }

  /// Lets the shells take the commands that they have a method for.
  void subscribe(CommandBus bus) {
    AggregateAnnotationCommandHandler.<T>builder()
        .aggregateType(type)
        .repository(repository)
        .creationPolicyAggregateFactory(id -> adopted(String.valueOf(id)))
        .commandTargetResolver(
            command -> new VersionedAggregateIdentifier(CommandMessages.target(command), null))
        .build()
        .subscribe(bus);
  }

  private T adopted(String id) {
    T shell = absent.get();
    shell.adopt(id);
    return shell;
  }
}
