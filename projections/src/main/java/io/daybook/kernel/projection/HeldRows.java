package io.daybook.kernel.projection;

import io.daybook.axon.LoggedEvents;
import io.daybook.axon.Quarantine;
import io.daybook.axon.QuarantineTable;
import io.daybook.kernel.StreamId;
import io.daybook.kernel.projection.LivePositions.Place;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The rows of one read model that stand still. Mending is one transaction that holds off the
/// batches, so that no event overtakes those that wait; who reads these rows is mended with them.
final class HeldRows implements Quarantine {

  private static final Logger log = LoggerFactory.getLogger(HeldRows.class);

  private final ReadModel model;
  private final List<ReadModel> readers;
  private final List<Quarantine> followers;
  private final StreamableMessageSource<TrackedEventMessage<?>> source;
  private final Transactions transactions;
  private final LivePositions positions;
  private final QuarantineTable table;

  /// @param models all of the same database
  /// @param followers all that copy rows elsewhere
  /// @param source the log, to read again what waits
  HeldRows(
      ReadModel model,
      List<ReadModel> models,
      List<RowFollower> followers,
      StreamableMessageSource<TrackedEventMessage<?>> source,
      DataSource views) {
    this.model = model;
    this.readers = models.stream().filter(it -> it.reads().contains(model.name())).toList();
    this.followers =
        followers.stream()
            .filter(it -> it.follows().contains(model.name()))
            .map(RowFollower::quarantine)
            .toList();
    this.source = source;
    this.transactions = new Transactions(views);
    this.positions =
        new LivePositions(
            Stream.concat(Stream.of(model), readers.stream()).map(ReadModel::name).toList());
    this.table =
        new QuarantineTable(JdbcClient.create(views), SequencedWriter.SCHEMA, model.name());
  }

  /// The copy of a row that was mended is older than the row.
  private static final class RowWasMended extends RuntimeException {
    private static final long serialVersionUID = 1;

    RowWasMended(String model) {
      super("The row of %s was mended, its copy not yet".formatted(model), null, false, false);
    }
  }

  @Override
  public String reader() {
    return model.name();
  }

  @Override
  public List<Held> held() {
    return table.held();
  }

  @Override
  public Optional<Held> redrive(String sequence) {
    return mend(sequence, null);
  }

  @Override
  public Optional<Held> skip(String sequence, long position) {
    return mend(sequence, position);
  }

  private Optional<Held> mend(String sequence, @Nullable Long skipped) {
    Optional<Held> still =
        transactions.within(connection -> {
          lock(connection);
          outlastPowerCuts(connection);
          return mend(sequence, skipped, connection);
        });
    if (still.isEmpty()) {
      followers.forEach(it -> copy(sequence, it));
    }
    return still;
  }

  private void lock(Connection connection) throws SQLException {
    Map<String, Place> places = positions.lock(connection);
    Stream.concat(Stream.of(model), readers.stream())
        .filter(it -> places.containsKey(it.name()))
        .forEach(
            it -> TurnRefused.unlessCurrent(it, Objects.requireNonNull(places.get(it.name()))));
  }

  private Optional<Held> mend(String sequence, @Nullable Long skipped, Connection connection)
      throws SQLException {
    List<Long> waiting = SequencedWriter.quarantineOf(model.name(), connection).waiting(sequence);
    Optional<Held> still =
        new SequencedWriter(model, connection).mend(sequence, skipped, this::read);
    if (still.isEmpty()) {
      for (ReadModel reader : readers) {
        var _ = new SequencedWriter(reader, connection).mend(sequence, null, this::read);
      }
      for (Quarantine follower : followers) {
        note(sequence, waiting, SequencedWriter.quarantineOf(follower.reader(), connection));
      }
    }
    positions.count(connection);
    ViewChanges.note(streams(sequence), connection);
    return still;
  }

  private Set<String> streams(String sequence) {
    return Stream.concat(Stream.of(model), readers.stream())
        .flatMap(it -> it.streams().stream())
        .map(type -> new StreamId(type, sequence).toString())
        .collect(Collectors.toSet());
  }

  private void note(String sequence, List<Long> waiting, QuarantineTable copies) {
    if (!waiting.isEmpty() && copies.heldOf(List.of(sequence)).isEmpty()) {
      copies.hold(sequence, new RowWasMended(model.name()), read(List.of(waiting.getFirst())));
    }
  }

  private List<TrackedEventMessage<?>> read(List<Long> at) {
    return LoggedEvents.at(source, at);
  }

  /// A copy that fails stays in its own quarantine, where it is since the row was mended.
  private static void copy(String sequence, Quarantine follower) {
    try {
      var _ = follower.redrive(sequence);
    } catch (RuntimeException failed) {
      log.warn("{} holds {} until it is redriven", follower.reader(), sequence, failed);
    }
  }

  /// Whoever mends is told that it is done.
  private static void outlastPowerCuts(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("set local synchronous_commit = on");
    }
  }
}
