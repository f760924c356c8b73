package io.daybook.eventstore;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Axon's hold on the log: appends through the sequencer, reads streams and snapshots. Thread-safe.
///
/// An append is a transaction of its own, whatever transaction the caller is in. A lost race fails
/// with `ConcurrencyException`; see also [AppendContext].
final class LogStorageEngine implements EventStorageEngine {

  private static final Logger log = LoggerFactory.getLogger(LogStorageEngine.class);
  private static final int PAGE = 1_000;

  private final EventMessages messages;
  private final Predicate<? super DomainEventData<?>> usableSnapshot;
  private final Sequencer sequencer;
  private final LogRows rows;
  private final Snapshots snapshots;

  LogStorageEngine(
      EventMessages messages,
      Predicate<? super DomainEventData<?>> usableSnapshot,
      Sequencer sequencer,
      LogRows rows,
      Snapshots snapshots) {
    this.messages = messages;
    this.usableSnapshot = usableSnapshot;
    this.sequencer = sequencer;
    this.rows = rows;
    this.snapshots = snapshots;
  }

  /// Writes the events, and what the current [AppendContext] holds, in one transaction: all of it
  /// or nothing.
  @Override
  public void appendEvents(List<? extends EventMessage<?>> events) {
    if (events.isEmpty()) {
      return;
    }
    List<StoredEvent> lines = new ArrayList<>(events.size());
    events.forEach(event -> lines.add(messages.row(event)));
    AppendContext context =
        CurrentUnitOfWork.isStarted() ? AppendContext.current() : AppendContext.none();
    context.wrote(sequencer.append(Append.of(lines, context)));
  }

  /// Writes and checks what the context holds, without any event.
  void appendNothing(AppendContext context) {
    Append append = Append.of(List.of(), context);
    if (!append.isEmpty()) {
      context.wrote(sequencer.append(append));
    }
  }

  @Override
  public void storeSnapshot(DomainEventMessage<?> snapshot) {
    snapshots.store(messages.row(snapshot));
  }

  @Override
  public Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier) {
    return rows.newestSnapshotAndRest(aggregateIdentifier, 0).stream()
        .findFirst()
        .flatMap(this::usable);
  }

  /// The newest usable snapshot, if there is one, and all events after it: one round trip, unless
  /// there are more than a thousand or the snapshot is outdated.
  DomainEventStream readFromSnapshot(String stream) {
    List<StoredEvent> found = rows.newestSnapshotAndRest(stream, PAGE);
    if (found.isEmpty() || found.getFirst().position() > 0) {
      return messages.inStream(pages(found, PAGE));
    }
    return usable(found.getFirst())
        .map(snapshot ->
            DomainEventStream.concat(
                DomainEventStream.of(snapshot),
                messages.inStream(pages(found.subList(1, found.size()), PAGE))))
        .orElseGet(() -> readEvents(stream, 0));
  }

  /// A snapshot that the filter refuses or that can't be read is as good as none.
  private Optional<DomainEventMessage<?>> usable(StoredEvent snapshot) {
    try {
      if (usableSnapshot.test(AxonRow.ofStream(snapshot))) {
        DomainEventStream read = messages.inStream(Stream.of(snapshot));
        if (read.hasNext()) {
          DomainEventMessage<?> message = read.next();
          message.getPayload();
          return Optional.of(message);
        }
      }
    } catch (RuntimeException | LinkageError unreadable) {
      log.warn(
          "The snapshot of {} can't be read; reading all events", snapshot.stream(), unreadable);
    }
    return Optional.empty();
  }

  @Override
  public DomainEventStream readEvents(String aggregateIdentifier, long firstSequenceNumber) {
    List<StoredEvent> first = rows.ofStream(aggregateIdentifier, firstSequenceNumber + 1, PAGE);
    return messages.inStream(pages(first, PAGE));
  }

  /// The next events of a stream, each with its place in the log.
  List<TrackedEventMessage<?>> ofStream(String stream, long version, int limit) {
    return messages.tracked(rows.ofStream(stream, version + 1, limit));
  }

  /// The rows of `first` and of the pages that follow it, each read when the one before is used up.
  private Stream<StoredEvent> pages(List<StoredEvent> first, int size) {
    return first.size() < size
        ? first.stream()
        : Stream.iterate(
                first,
                page -> !page.isEmpty(),
                page ->
                    page.size() < size
                        ? List.of()
                        : rows.ofStream(
                            page.getLast().stream(), page.getLast().version() + 1, size))
            .flatMap(List::stream);
  }

  @Override
  public Optional<Long> lastSequenceNumberFor(String aggregateIdentifier) {
    long version = rows.version(aggregateIdentifier);
    return version == 0 ? Optional.empty() : Optional.of(version - 1);
  }

  /// The log from a token to where it ends now, read page by page.
  @Override
  public Stream<? extends TrackedEventMessage<?>> readEvents(
      @Nullable TrackingToken token, boolean mayBlock) {
    return StreamSupport.stream(new Rest(positionOf(token)), false)
        .flatMap(page -> messages.tracked(page).stream());
  }

  /// The place before the first event.
  @Override
  public TrackingToken createTailToken() {
    return new GlobalSequenceTrackingToken(0);
  }

  @Override
  public TrackingToken createHeadToken() {
    return new GlobalSequenceTrackingToken(rows.head());
  }

  @Override
  public TrackingToken createTokenAt(Instant dateTime) {
    return new GlobalSequenceTrackingToken(rows.before(dateTime));
  }

  /// The position a token stands for; 0 for none.
  static long positionOf(@Nullable TrackingToken token) {
    TrackingToken plain = token == null ? null : WrappedToken.unwrapLowerBound(token);
    return plain == null ? 0 : plain.position().orElse(0);
  }

  /// The pages of the log after a position, until there is no more.
  private final class Rest extends AbstractSpliterator<List<StoredEvent>> {

    private long position;

    Rest(long position) {
      super(Long.MAX_VALUE, ORDERED | NONNULL);
      this.position = position;
    }

    @Override
    public boolean tryAdvance(Consumer<? super List<StoredEvent>> action) {
      List<StoredEvent> page = rows.after(position, PAGE);
      if (page.isEmpty()) {
        return false;
      }
      position = page.getLast().position();
      action.accept(page);
      return true;
    }
  }
}
