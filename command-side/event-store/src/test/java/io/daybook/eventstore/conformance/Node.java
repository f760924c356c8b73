package io.daybook.eventstore.conformance;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.serialization.Revision;

/// One of several nodes on a log.
record Node(EventStore store, HikariDataSource pool, Candidate candidate) implements AutoCloseable {

  static Node of(Candidate candidate, HikariDataSource pool) {
    return new Node(candidate.open(pool, Note.class, "2"), pool, candidate);
  }

  /// Appends as a command does: in a unit of work of its own.
  void append(List<? extends EventMessage<?>> events) {
    UnitOfWork<?> work = DefaultUnitOfWork.startAndGet(null);
    work.attachTransaction(candidate.transactions(pool));
    work.execute(() -> store.publish(events));
  }

  /// So many events of one stream from a version on, counted from 1.
  static List<DomainEventMessage<Noted>> events(String stream, long version, int count) {
    return IntStream.range(0, count)
        .<DomainEventMessage<Noted>>mapToObj(i ->
            new GenericDomainEventMessage<>(
                "Note", stream, version - 1 + i, new Noted(stream, version + i)))
        .toList();
  }

  /// A snapshot of a stream as it was at a version.
  static DomainEventMessage<Note> snapshot(String stream, long version) {
    return new GenericDomainEventMessage<>("Note", stream, version - 1, new Note(version));
  }

  @Override
  public void close() {
    candidate.close(store);
    pool.close();
  }

  /// Something that happened.
  record Noted(String stream, long version) {}

  /// The state of an aggregate.
  @Revision("2")
  record Note(long version) {}
}
