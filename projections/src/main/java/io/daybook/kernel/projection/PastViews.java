package io.daybook.kernel.projection;

import io.daybook.axon.EventJson;
import io.daybook.axon.MessageKeys;
import io.daybook.axon.StreamHistory;
import io.daybook.axon.UnknownEvents;
import io.daybook.kernel.projection.ReadModel.Posting;
import io.daybook.kernel.query.HistoryEntry;
import io.daybook.kernel.query.Moment;
import io.daybook.kernel.query.Past;
import io.daybook.kernel.query.Then;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.serialization.SerializationException;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.JsonNode;

/// Makes the rows of the past by what makes those of today: the read models write the events up to
/// a moment into empty tables of the same definition, the rows are read, and the transaction is
/// taken back. So a view as of a moment is the view of that moment, and there is no second fold to
/// keep equal to the first.
final class PastViews implements Past {

  private static final Logger log = LoggerFactory.getLogger(PastViews.class);

  /// Where the empty tables are.
  private static final String SCHEMA = "past";

  private final StreamHistory history;
  private final Transactions transactions;
  private final List<ReadModel> models;

  PastViews(StreamHistory history, DataSource views, List<ReadModel> models) {
    this.history = history;
    this.transactions = new Transactions(views);
    this.models = List.copyOf(models);
  }

  /// The empty tables.
  static Flyway tables(DataSource views) {
    return Flyway.configure()
        .dataSource(views)
        .schemas(SCHEMA)
        .locations("classpath:io/daybook/views")
        .load();
  }

  @Override
  public long head() {
    return history.head();
  }

  @Override
  public <T> Then<T> asOf(
      Set<String> names, List<String> streams, Moment moment, Function<DataSource, T> read) {
    List<ReadModel> needed = models.stream().filter(it -> names.contains(it.name())).toList();
    if (needed.size() < names.size()) {
      throw new IllegalArgumentException("Not all of these are known: " + names);
    }
    try {
      return atOnce(needed, until(moment, streams), read);
    } catch (RuntimeException failed) {
      if (!EventFault.is(failed)) {
        throw failed;
      }
      log.debug("Not all of {} can be taken", streams, failed);
      return oneByOne(needed, until(moment, streams), read);
    }
  }

  private <T> Then<T> atOnce(
      List<ReadModel> needed, Stream<TrackedEventMessage<?>> events, Function<DataSource, T> read) {
    List<Posting> postings = needed.stream().map(ReadModel::begin).toList();
    long[] last = {0};
    events.forEach(message -> {
      LoggedEvent event = LoggedEvent.of(message);
      last[0] = event.position();
      postings.forEach(it -> it.on(event));
    });
    return transactions.undone(connection -> {
      enter(connection);
      for (Posting posting : postings) {
        posting.write(connection);
      }
      return new Then<>(last[0], read.apply(only(connection)), Set.of());
    });
  }

  private <T> Then<T> oneByOne(
      List<ReadModel> needed, Stream<TrackedEventMessage<?>> events, Function<DataSource, T> read) {
    return transactions.undone(connection -> {
      enter(connection);
      long last = 0;
      Set<String> incomplete = new HashSet<>();
      for (TrackedEventMessage<?> message : (Iterable<TrackedEventMessage<?>>) events::iterator) {
        last = position(message);
        for (ReadModel model : needed) {
          if (!takes(model, message, connection)) {
            incomplete.add(model.name());
          }
        }
      }
      return new Then<>(last, read.apply(only(connection)), incomplete);
    });
  }

  private static boolean takes(
      ReadModel model, TrackedEventMessage<?> message, Connection connection) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      Posting posting = model.begin();
      posting.on(LoggedEvent.of(message));
      posting.write(connection);
      connection.releaseSavepoint(before);
      return true;
    } catch (SQLException | RuntimeException failed) {
      if (!EventFault.is(failed)) {
        throw failed;
      }
      connection.rollback(before);
      return false;
    }
  }

  private Stream<TrackedEventMessage<?>> until(Moment moment, List<String> streams) {
    Stream<TrackedEventMessage<?>> events =
        streams.size() == 1
            ? upTo(moment, streams.getFirst())
            : streams.stream()
                .flatMap(it -> upTo(moment, it))
                .sorted(Comparator.comparingLong(PastViews::position));
    // Among several streams, one may have gone beyond the moment earlier than the others.
    return events.takeWhile(it -> !it.getTimestamp().isAfter(moment.at()));
  }

  private Stream<TrackedEventMessage<?>> upTo(Moment moment, String stream) {
    return history
        .all(stream)
        .takeWhile(it -> position(it) <= moment.position())
        .filter(it -> !UnknownEvents.contain(it));
  }

  private static long position(TrackedEventMessage<?> message) {
    return message.trackingToken().position().orElseThrow();
  }

  private static DataSource only(Connection connection) {
    return new SingleConnectionDataSource(connection, true);
  }

  private static void enter(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("set local search_path to " + SCHEMA);
    }
  }

  @Override
  public List<HistoryEntry> history(String stream, long after, int limit) {
    return history.after(stream, after, limit).stream().map(PastViews::entry).toList();
  }

  private static HistoryEntry entry(TrackedEventMessage<?> message) {
    if (UnknownEvents.contain(message)) {
      return entry(message, UnknownEvents.typeOf(message).getName(), null);
    }
    try {
      LoggedEvent event = LoggedEvent.of(message);
      return entry(message, event.name(), EventJson.mapper().valueToTree(event.event()));
    } catch (SerializationException | IllegalArgumentException unreadable) {
      log.debug("The event at {} can't be read", position(message), unreadable);
      return entry(message, LoggedEvent.nameOf(message), null);
    }
  }

  private static HistoryEntry entry(
      TrackedEventMessage<?> message, String name, @Nullable JsonNode said) {
    DomainEventMessage<?> stored = (DomainEventMessage<?>) message;
    return new HistoryEntry(
        position(message),
        stored.getAggregateIdentifier(),
        stored.getSequenceNumber() + 1,
        message.getIdentifier(),
        name,
        message.getTimestamp(),
        meta(message, MessageKeys.ACTOR),
        said == null ? null : said.path("reason").stringValue(null),
        null,
        meta(message, MessageKeys.CAUSATION_ID),
        meta(message, MessageKeys.CORRELATION_ID),
        said);
  }

  private static @Nullable String meta(TrackedEventMessage<?> message, String key) {
    Object value = message.getMetaData().get(key);
    return value == null ? null : value.toString();
  }
}
