package io.daybook.bench.store;

import io.daybook.bench.Bed;
import io.daybook.bench.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;

/// Events that are there before anything is measured.
///
/// The first events of all streams come first, then all second ones, and so on: in a real log, too,
/// the events of a stream lie far apart.
final class Filling {

  /// Events of each stream of a filled log.
  static final int EVENTS_OF_A_STREAM = 10;

  private static final int AT_ONCE = 500;
  private static final int WRITERS = 4;

  private Filling() {}

  /// Has new streams of the same length written by the engine itself.
  ///
  /// @return their names
  static List<String> streams(AxonNode node, int count, int events) throws Exception {
    List<String> names = IntStream.range(0, count).mapToObj(_ -> Happened.newOrder()).toList();
    for (int version = 1; version <= events; version++) {
      write(node, names, version);
    }
    return names;
  }

  private static void write(AxonNode node, List<String> streams, int version) throws Exception {
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<?>> written = new ArrayList<>();
      for (int from = 0; from < streams.size(); from += AT_ONCE) {
        List<String> some = streams.subList(from, Math.min(streams.size(), from + AT_ONCE));
        written.add(
            writers.submit(() -> {
              node.command("fill", () -> publish(node, some, version));
            }));
      }
      for (Future<?> one : written) {
        one.get();
      }
    }
  }

  private static int publish(AxonNode node, List<String> streams, int version) {
    node.store().publish(streams.stream().map(stream -> event(stream, version)).toList());
    return version;
  }

  /// The event that has the place `version` in a stream.
  static DomainEventMessage<Happened> event(String stream, int version) {
    Happened payload = version == 1 ? Happened.placed(stream) : Happened.noted(stream, version);
    String cause = BareTable.identifier();
    MetaData metadata = MetaData.with("traceId", cause).and("correlationId", cause);
    return new GenericDomainEventMessage<>("Order", stream, version - 1L, payload, metadata);
  }

  /// A new database with Daybook's tables and so many events in streams of ten, named as [#stream]
  /// says, made by the server itself. Should the tables not be as this expects, Daybook writes
  /// them, which takes longer.
  static String daybook(Bed bed, int events, Report report) throws Exception {
    return daybook(
        bed, events, Happened.Placed.class.getName(), Happened.Noted.class.getName(), report);
  }

  /// As [#daybook(Bed, int, Report)], with other names for the first event of each stream and for
  /// those that follow.
  static String daybook(Bed bed, int events, String placed, String noted, Report report)
      throws Exception {
    String database = bed.database("daybook");
    Daybook.on(bed, database).close();
    try {
      run(bed, database, "fill-daybook.sql", events, placed, noted);
    } catch (SQLException otherTables) {
      report.line("filled by the engine, since its tables are not as expected: " + otherTables);
      bed.drop(database);
      database = bed.database("daybook");
    }
    try (Daybook daybook = Daybook.on(bed, database)) {
      if (daybook.log().head() == 0) {
        List<String> names = IntStream.range(0, streams(events)).mapToObj(Filling::stream).toList();
        for (int rest = events, version = 1; rest > 0; rest -= names.size(), version++) {
          write(daybook.node(), names.subList(0, Math.min(rest, names.size())), version);
        }
      }
      if (daybook.log().head() != events) {
        throw new IllegalStateException("The log was not filled as it should be.");
      }
    }
    return database;
  }

  /// As [#daybook], with the tables of Axon's JDBC engine.
  static String stockJdbc(Bed bed, int events) throws Exception {
    String database = bed.database("stock_jdbc");
    StockJdbc.on(bed, database).close();
    run(
        bed,
        database,
        "fill-stock-jdbc.sql",
        events,
        Happened.Placed.class.getName(),
        Happened.Noted.class.getName());
    return database;
  }

  /// How many streams a filled log has.
  static int streams(int events) {
    return Math.ceilDiv(events, EVENTS_OF_A_STREAM);
  }

  /// The name of a stream of a filled log, from number 0.
  static String stream(int number) {
    return "order/00000000-0000-7000-8000-%012d".formatted(number);
  }

  private static void run(
      Bed bed, String database, String script, int events, String placed, String noted)
      throws SQLException, IOException {
    try (var file = Filling.class.getResourceAsStream(script);
        Connection connection = bed.plain(database).getConnection();
        var statement = connection.createStatement()) {
      if (file == null) {
        throw new IOException(script + " is missing.");
      }
      String sql = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      statement.execute(
          sql.replace(":events", String.valueOf(events))
              .replace(":streams", String.valueOf(streams(events)))
              .replace(":placed", placed)
              .replace(":noted", noted));
    }
  }
}
