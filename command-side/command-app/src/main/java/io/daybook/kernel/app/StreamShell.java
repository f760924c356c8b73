package io.daybook.kernel.app;

import static java.util.Objects.requireNonNull;

import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.StreamId;
import java.util.List;
import java.util.function.BiFunction;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.serialization.UnknownSerializedType;
import org.jspecify.annotations.Nullable;

/// What Axon loads, locks and stores of one stream: its id and what its events come to.
///
/// Used by one thread at a time: whoever holds the lock of the stream.
///
/// @param <S> what its events come to
/// @param <E> the events of its stream
public abstract class StreamShell<S, E extends DomainEvent> {

  @AggregateIdentifier private @Nullable String id;

  private S state;

  protected StreamShell(S initial) {
    state = initial;
  }

  /// Makes this the shell of a stream that has no event yet.
  final void adopt(String stream) {
    id = stream;
  }

  /// What the events so far come to.
  public final S state() {
    return state;
  }

  /// Makes `events` happen to this stream, in order.
  public final void happen(List<? extends E> events) {
    events.forEach(AggregateLifecycle::apply);
  }

  /// Remembers `event`; for the one handler that a shell has for events.
  protected final void remember(E event, BiFunction<S, E, S> evolve) {
    id = event.stream().toString();
    state = evolve.apply(state, event);
  }

  /// Takes up what a snapshot kept; for the handler of a shell that has a [SnapshotPolicy].
  protected final void recall(DomainEventMessage<? extends S> snapshot) {
    id = snapshot.getAggregateIdentifier();
    state = snapshot.getPayload();
  }

  /// What a later release has written may matter to any decision. Only Axon calls this.
  @EventSourcingHandler
  @SuppressWarnings("DoNotCallSuggester")
  final void refuse(UnknownSerializedType later) {
    throw new LaterReleaseException(later.serializedType().getName());
  }

  final StreamId stream() {
    return StreamId.parse(requireNonNull(id));
  }
}
