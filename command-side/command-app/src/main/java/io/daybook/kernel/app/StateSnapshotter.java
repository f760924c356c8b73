package io.daybook.kernel.app;

import java.util.Collection;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.AggregateFactory;
import org.axonframework.eventsourcing.AggregateSnapshotter;
import org.axonframework.eventsourcing.GenericAggregateFactory;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;

/// Makes snapshots of what streams come to, beside the commands and never in their way: one that
/// fails is logged by Axon and tried again some events later.
///
/// A snapshot is the state alone. It is read as the first event of its stream, so a shell takes it
/// with an event sourcing handler.
final class StateSnapshotter extends AggregateSnapshotter {

  private StateSnapshotter(Builder builder) {
    super(builder);
  }

  static StateSnapshotter of(EventStore eventStore, Collection<SnapshotPolicy> policies) {
    Builder builder = new Builder();
    builder.eventStore(eventStore);
    builder.executor(task -> Thread.ofVirtual().name("snapshot").start(task));
    builder.aggregateFactories(
        policies.stream()
            .<AggregateFactory<?>>map(it -> new GenericAggregateFactory<>(it.shell()))
            .toList());
    return new StateSnapshotter(builder);
  }

  @Override
  protected DomainEventMessage<?> createSnapshot(
      Class<?> shell, String stream, DomainEventStream events) {
    DomainEventMessage<?> whole = super.createSnapshot(shell, stream, events);
    return new GenericDomainEventMessage<>(
        whole.getType(),
        stream,
        whole.getSequenceNumber(),
        ((StreamShell<?, ?>) whole.getPayload()).state());
  }

  private static final class Builder extends AggregateSnapshotter.Builder {}
}
