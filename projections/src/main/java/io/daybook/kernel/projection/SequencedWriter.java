package io.daybook.kernel.projection;

import io.daybook.axon.Quarantine.Held;
import io.daybook.axon.QuarantineTable;
import io.daybook.axon.UnknownEvents;
import io.daybook.kernel.StreamId;
import io.daybook.kernel.projection.ReadModel.Posting;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// One read model's part of one transaction, written so that an event that can't be taken holds
/// only its own sequence: all at once if that goes, else half by half until the sequence is found.
///
/// A sequence is found by the stream's name, so that a payload that can't be read fails its own
/// sequence. For a connection whose positions are locked.
final class SequencedWriter {

  private static final Logger log = LoggerFactory.getLogger(SequencedWriter.class);

  /// Of all tables of the views.
  static final String SCHEMA = "public";

  private static final long NONE = -1;

  private final ReadModel model;
  private final Connection connection;
  private final QuarantineTable quarantine;

  SequencedWriter(ReadModel model, Connection connection) {
    this.model = model;
    this.connection = connection;
    this.quarantine = quarantineOf(model.name(), connection);
  }

  /// What `reader` holds, in the transaction of a connection.
  static QuarantineTable quarantineOf(String reader, Connection connection) {
    DataSource inTransaction = new SingleConnectionDataSource(connection, true);
    return new QuarantineTable(JdbcClient.create(inTransaction), SCHEMA, reader);
  }

  /// A row that is written from another read model's row has to wait when that one does.
  private static final class OtherIsHeld extends RuntimeException {
    private static final long serialVersionUID = 1;

    OtherIsHeld(String other) {
      super("%s holds it".formatted(other), null, false, false);
    }
  }

  /// A sequence that could not be taken further.
  private record Broken(Exception failure, List<TrackedEventMessage<?>> rest) {}

  /// Writes what a read model has not seen yet, all or nothing.
  ///
  /// @param seen the last position that it has seen
  static void writeAtOnce(
      ReadModel model, List<LoggedEvent> events, long seen, Connection connection)
      throws SQLException {
    Posting posting = model.begin();
    for (LoggedEvent event : events) {
      if (event.position() > seen) {
        posting.on(event);
      }
    }
    posting.write(connection);
  }

  /// Writes what the read model has not seen yet, as far as it can be written, and lets the rest
  /// wait.
  ///
  /// @param seen the last position that it has seen
  void writeApart(List<TrackedEventMessage<?>> events, long seen) throws SQLException {
    Map<String, List<TrackedEventMessage<?>>> sequences =
        sequencesOf(
            UnknownEvents.without(events).stream()
                .filter(it -> it.trackingToken().position().orElseThrow() > seen)
                .toList());
    if (sequences.isEmpty()) {
      return;
    }
    takeOut(sequences, quarantine).forEach(quarantine::queue);
    for (String other : model.reads()) {
      takeOut(sequences, quarantineOf(other, connection))
          .forEach((sequence, rest) -> hold(sequence, new Broken(new OtherIsHeld(other), rest)));
    }
    checkAtOnce();
    writeHalves(List.copyOf(sequences.entrySet()));
  }

  /// Tells a sequence what waits of it, in order.
  ///
  /// @param skipped the event that is left out; null for none
  /// @param read gives the events at these positions of the log
  /// @return what is still held of it; empty when it is free, or was not held
  Optional<Held> mend(
      String sequence,
      @Nullable Long skipped,
      Function<List<Long>, List<TrackedEventMessage<?>>> read)
      throws SQLException {
    Optional<Held> held = quarantine.lock(sequence);
    if (held.isEmpty() || (skipped != null && held.get().position() != skipped)) {
      return held;
    }
    List<Long> positions = new ArrayList<>(quarantine.waiting(sequence));
    positions.remove(skipped);
    List<TrackedEventMessage<?>> events = UnknownEvents.without(read.apply(positions));
    checkAtOnce();
    Broken broken = events.isEmpty() ? null : brokenBy(sequence, events);
    if (broken != null) {
      quarantine.failedAgain(sequence, broken.failure(), broken.rest());
      return quarantine.find(sequence);
    }
    quarantine.release(sequence);
    return Optional.empty();
  }

  private @Nullable Broken brokenBy(String sequence, List<TrackedEventMessage<?>> events)
      throws SQLException {
    for (String other : model.reads()) {
      if (!quarantineOf(other, connection).heldOf(List.of(sequence)).isEmpty()) {
        return new Broken(new OtherIsHeld(other), events);
      }
    }
    return oneByOne(events);
  }

  private Map<String, List<TrackedEventMessage<?>>> sequencesOf(
      List<TrackedEventMessage<?>> events) {
    Map<String, List<TrackedEventMessage<?>>> sequences = new LinkedHashMap<>();
    for (TrackedEventMessage<?> event : events) {
      StreamId stream = LoggedEvent.streamOf(event);
      if (stream != null && model.streams().contains(stream.type())) {
        sequences.computeIfAbsent(stream.id(), _ -> new ArrayList<>()).add(event);
      }
    }
    return sequences;
  }

  private static Map<String, List<TrackedEventMessage<?>>> takeOut(
      Map<String, List<TrackedEventMessage<?>>> sequences, QuarantineTable quarantine) {
    Map<String, List<TrackedEventMessage<?>>> out = new LinkedHashMap<>();
    for (String held : quarantine.heldOf(sequences.keySet())) {
      List<TrackedEventMessage<?>> events = sequences.remove(held);
      if (events != null) {
        out.put(held, events);
      }
    }
    return out;
  }

  /// Halves share the attempts among few sequences: one in a thousand is found in ten.
  private void writeHalves(List<Map.Entry<String, List<TrackedEventMessage<?>>>> sequences)
      throws SQLException {
    if (sequences.isEmpty()
        || attempt(sequences.stream().map(Map.Entry::getValue).flatMap(Collection::stream).toList())
            == null) {
      return;
    }
    if (sequences.size() > 1) {
      int half = sequences.size() / 2;
      writeHalves(sequences.subList(0, half));
      writeHalves(sequences.subList(half, sequences.size()));
      return;
    }
    var sequence = sequences.getFirst();
    Broken broken = oneByOne(sequence.getValue());
    if (broken != null) {
      hold(sequence.getKey(), broken);
    }
  }

  private @Nullable Broken oneByOne(List<TrackedEventMessage<?>> events) throws SQLException {
    for (int i = 0; i < events.size(); i++) {
      Exception failure = attempt(List.of(events.get(i)));
      if (failure != null) {
        return new Broken(failure, events.subList(i, events.size()));
      }
    }
    return null;
  }

  /// Writes these events, or nothing.
  ///
  /// @return why it could not be done; null when it could
  private @Nullable Exception attempt(List<TrackedEventMessage<?>> events) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      writeAtOnce(model, events.stream().map(LoggedEvent::of).toList(), NONE, connection);
      connection.releaseSavepoint(before);
      return null;
    } catch (SQLException | RuntimeException failed) {
      if (!EventFault.is(failed)) {
        throw failed;
      }
      connection.rollback(before);
      connection.releaseSavepoint(before);
      return failed;
    }
  }

  private void hold(String sequence, Broken broken) {
    quarantine.hold(sequence, broken.failure(), broken.rest());
    log.warn("{} holds {}", model.name(), sequence, broken.failure());
  }

  /// What would only fail the commit would be nobody's fault there.
  private void checkAtOnce() throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("set constraints all immediate");
    }
  }
}
