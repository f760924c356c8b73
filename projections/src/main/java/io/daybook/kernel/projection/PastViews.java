package io.daybook.kernel.projection;

import io.daybook.axon.EventJson;
import io.daybook.axon.MessageKeys;
import io.daybook.axon.StreamHistory;
import io.daybook.kernel.projection.ReadModel.Posting;
import io.daybook.kernel.query.HistoryEntry;
import io.daybook.kernel.query.Moment;
import io.daybook.kernel.query.Past;
import io.daybook.kernel.query.Then;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.JsonNode;

/// Makes the rows of the past by what makes those of today: the read models write the events up to
/// a moment into empty tables of the same definition, the rows are read, and the transaction is
/// taken back. So a view as of a moment is the view of that moment, and there is no second fold to
/// keep equal to the first.
final class PastViews implements Past {

  /// Where the empty tables are.
  private static final String SCHEMA = "past";

  /// At once in one process: who looks back must not take the connections of all others.
  private static final int MOST = 4;

  private final StreamHistory log;
  private final Transactions transactions;
  private final List<ReadModel> models;
  private final Semaphore turns = new Semaphore(MOST, true);

  PastViews(StreamHistory log, DataSource views, List<ReadModel> models) {
    this.log = log;
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
    return log.head();
  }

  @Override
  public <T> Then<T> asOf(
      Set<String> names, List<String> streams, Moment moment, Function<DataSource, T> read) {
    List<Posting> postings =
        models.stream().filter(it -> names.contains(it.name())).map(ReadModel::begin).toList();
    if (postings.size() < names.size()) {
      throw new IllegalArgumentException("Not all of these are known: " + names);
    }
    long[] last = {0};
    until(moment, streams)
        .forEach(event -> {
          last[0] = event.position();
          postings.forEach(it -> it.on(event));
        });
    return new Then<>(last[0], within(postings, read));
  }

  private Stream<LoggedEvent> until(Moment moment, List<String> streams) {
    Stream<LoggedEvent> events =
        streams.size() == 1
            ? upTo(moment, streams.getFirst())
            : streams.stream()
                .flatMap(it -> upTo(moment, it))
                .sorted(Comparator.comparingLong(LoggedEvent::position));
    // Among several streams, one may have gone beyond the moment earlier than the others.
    return events.takeWhile(it -> !it.at().isAfter(moment.at()));
  }

  private Stream<LoggedEvent> upTo(Moment moment, String stream) {
    return log.all(stream)
        .takeWhile(it -> it.trackingToken().position().orElseThrow() <= moment.position())
        .map(LoggedEvent::of);
  }

  private <T> T within(List<Posting> postings, Function<DataSource, T> read) {
    turns.acquireUninterruptibly();
    try {
      return transactions.undone(connection -> {
        enter(connection);
        for (Posting posting : postings) {
          posting.write(connection);
        }
        return read.apply(new SingleConnectionDataSource(connection, true));
      });
    } finally {
      turns.release();
    }
  }

  private static void enter(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("set local search_path to " + SCHEMA);
    }
  }

  @Override
  public List<HistoryEntry> history(String stream, long after, int limit) {
    List<HistoryEntry> entries = new ArrayList<>();
    log.after(stream, after, limit).forEach(it -> entries.add(entry(LoggedEvent.of(it))));
    return entries;
  }

  private static HistoryEntry entry(LoggedEvent event) {
    JsonNode said = EventJson.mapper().valueToTree(event.event());
    return new HistoryEntry(
        event.position(),
        event.event().stream().toString(),
        event.version(),
        event.id(),
        event.name(),
        event.at(),
        event.meta(MessageKeys.ACTOR),
        said.path("reason").stringValue(null),
        null,
        event.meta(MessageKeys.CAUSATION_ID),
        event.meta(MessageKeys.CORRELATION_ID),
        said);
  }
}
