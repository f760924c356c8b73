package io.daybook.kernel.projection;

import io.daybook.axon.BatchSubscriber;
import io.daybook.kernel.StreamId;
import io.daybook.kernel.projection.LivePositions.Place;
import io.daybook.kernel.query.Awaited;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Read models that share a database: each batch of the log is one transaction for all of them,
/// with their positions in it.
///
/// Every read model has a position of its own, and an event that it has already seen is not shown
/// to it again: a batch may come twice, in any cut. A read model that is new to a log that others
/// have followed takes no part until its first version was built beside them ([Rebuilds]) and is
/// read. The rows of the positions are locked first, so two nodes can't apply the same batch both,
/// and a program older than the rows doesn't write them.
///
/// The commit doesn't wait for the disk (`synchronous_commit=off`): rows and position are lost
/// together, and the log has them still.
///
/// A batch that fails because of what an event says is written again with each sequence by itself
/// ([SequencedWriter]): what fails then waits in quarantine with what comes for it, in the same
/// transaction, and the positions move on. Whatever else fails stops the batch, which comes again.
///
/// An event that only a later release knows is passed over: it changes no row, not even a row's
/// version.
public final class ReadModels implements BatchSubscriber, Awaited {

  private static final Logger log = LoggerFactory.getLogger(ReadModels.class);
  private static final int SMALL = 500;

  private final Transactions transactions;
  private final List<ReadModel> models;
  private final LivePositions positions;
  private final Rest rest;
  private long reached;

  /// @param models in the order in which they write
  /// @param longestRest after a small batch this rests three times as long as the batch took, at
  ///   most so long: a quarter of the time is spent on writing, and a busy log comes in larger
  ///   batches, which cost less. Whoever is catching up doesn't rest, and nobody is let wait.
  public ReadModels(DataSource dataSource, List<ReadModel> models, Duration longestRest) {
    this.transactions = new Transactions(dataSource);
    this.models = List.copyOf(models);
    this.positions = new LivePositions(models.stream().map(ReadModel::name).toList());
    this.rest = new Rest(longestRest);
  }

  /// The position of the read model that is furthest behind of those that take part.
  @Override
  public long position() {
    reached =
        transactions.within(connection -> {
          positions.join(connection);
          return positions.lock(connection).values().stream()
              .mapToLong(Place::position)
              .min()
              .orElse(0);
        });
    return reached;
  }

  @Override
  public void apply(List<TrackedEventMessage<?>> batch, long position) {
    long start = System.nanoTime();
    try {
      write(batch, position, false);
    } catch (RuntimeException failed) {
      if (!EventFault.is(failed)) {
        throw failed;
      }
      log.info("A batch up to {} fails; each sequence is tried by itself", position, failed);
      write(batch, position, true);
    }
    reached = Math.max(reached, position);
    if (batch.size() < SMALL) {
      rest.after(System.nanoTime() - start);
    }
  }

  private void write(List<TrackedEventMessage<?>> batch, long position, boolean apart) {
    transactions.within(connection -> {
      Map<String, Place> places = lock(connection);
      List<LoggedEvent> events = apart ? List.of() : LoggedEvent.known(batch);
      boolean anyApart = false;
      for (ReadModel model : models) {
        Place place = places.get(model.name());
        if (place == null) {
          continue;
        }
        long seen = place.position();
        if (apart || holds(model, places)) {
          new SequencedWriter(model, connection).writeApart(batch, seen);
          anyApart = true;
        } else {
          SequencedWriter.writeAtOnce(model, events, seen, connection);
        }
      }
      Positions all = new Positions(places.keySet());
      all.advance(position, connection);
      if (anyApart) {
        all.count(connection);
      }
      ViewChanges.note(streamsOf(batch), connection);
      return position;
    });
  }

  private Map<String, Place> lock(Connection connection) throws SQLException {
    Map<String, Place> places = positions.lock(connection);
    if (places.isEmpty()) {
      throw new IllegalStateException("None of these read models is read yet");
    }
    for (ReadModel model : models) {
      Place place = places.get(model.name());
      if (place != null) {
        TurnRefused.unlessCurrent(model, place);
        TurnRefused.unlessComplete(model, place, reached);
      }
    }
    return places;
  }

  private static Set<String> streamsOf(List<TrackedEventMessage<?>> batch) {
    return batch.stream()
        .map(LoggedEvent::streamOf)
        .filter(Objects::nonNull)
        .map(StreamId::toString)
        .collect(Collectors.toSet());
  }

  private static boolean holds(ReadModel model, Map<String, Place> places) {
    return Stream.concat(Stream.of(model.name()), model.reads().stream())
        .map(places::get)
        .anyMatch(it -> it != null && it.held() > 0);
  }

  /// Ends the rest: who waits for a position is not let wait for the sake of larger batches.
  @Override
  public void now() {
    rest.now();
  }
}
