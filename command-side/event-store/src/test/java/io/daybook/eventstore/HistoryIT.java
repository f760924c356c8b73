package io.daybook.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.eventstore.LogModel.Name;
import io.daybook.eventstore.Outcome.Written;
import io.daybook.eventstore.conformance.TestDatabase;
import io.daybook.eventstore.conformance.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Random histories, gathered into groups and judged by PostgreSQL, come out as in the model, one
/// append after the other.
///
/// `-Ddaybook.history.seed` runs the same ones again.
class HistoryIT {

  private static final int HISTORIES = 8;
  private static final int APPENDS = 150;
  private static final long SEED = Long.getLong("daybook.history.seed", System.nanoTime());

  @RegisterExtension
  private static final TestServer SERVER = new TestServer(EventStoreSchema::migrate);

  @Test
  void random_histories_come_out_as_in_the_model() throws Exception {
    for (long seed = SEED; seed < SEED + HISTORIES; seed++) {
      TestDatabase database = SERVER.newDatabase();
      LogModel model = new LogModel();
      Partitions partitions = new Partitions(LogLayout.defaults());
      try (GroupWriter writer = new GroupWriter(database.dataSource(), partitions);
          GroupWriter other = new GroupWriter(database.dataSource(), partitions);
          Connection connection = database.connect()) {
        writer.connect();
        replay(new RandomAppends(seed), 16, List.of(writer), model);
        // From here on the writer takes the short ways, which lead to the same.
        partitions.ahead(connection, 0);
        replay(new RandomAppends(seed + 1), 1, List.of(writer), model);
        replay(new RandomAppends(seed + 2), 16, List.of(writer), model);
        other.connect();
        replay(new RandomAppends(seed + 3), 16, List.of(writer, other), model);
      }
      compare(seed, database, model);
    }
  }

  private static void replay(
      RandomAppends appends, int groupLimit, List<GroupWriter> writers, LogModel model)
      throws Exception {
    BlockingQueue<Append> waiting = new ArrayBlockingQueue<>(APPENDS);
    waiting.addAll(appends.next(APPENDS));
    EventStoreSettings settings =
        new EventStoreSettings(APPENDS, groupLimit, Duration.ZERO, 1, 1, Duration.ofSeconds(1));
    Gathering gathering = new Gathering(waiting, settings);
    for (int n = 0; !gathering.isEmpty(); n++) {
      GroupWriter writer = writers.get(n % writers.size());
      writer.takeTurn();
      List<Append> group = gathering.next();
      Map<Name, String> held = Map.copyOf(model.owners());
      List<Outcome> foretold = group.stream().map(append -> model.write(append, held)).toList();
      assertThat(outcomes(group, writer.write(group)))
          .as("histories from seed %d", SEED)
          .isEqualTo(foretold);
    }
  }

  private static List<Outcome> outcomes(List<Append> group, LogWriter.Result result) {
    List<Outcome> outcomes = new ArrayList<>();
    long position = result.head();
    for (int i = 0; i < group.size(); i++) {
      Outcome refused = result.refused().get(i);
      if (refused == null) {
        int events = group.get(i).events().size();
        position += events;
        outcomes.add(new Written(events == 0 ? 0 : position));
      } else {
        outcomes.add(refused);
      }
    }
    return outcomes;
  }

  private static void compare(long seed, TestDatabase database, LogModel model)
      throws SQLException {
    assertThat(
            new LogRows(
                    database.dataSource(),
                    new Partitions(LogLayout.defaults()),
                    new ArchivedEvents(LogLayout.defaults()))
                .after(0, Integer.MAX_VALUE))
        .as("events of seed %d", seed)
        .isEqualTo(model.events());
    Map<String, StoredReceipt> receipts = new HashMap<>();
    Map<Name, String> owners = new HashMap<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      ResultSet row = statement.executeQuery("select key, outcome, position from receipts");
      while (row.next()) {
        String key = row.getString(1);
        receipts.put(key, new StoredReceipt(key, "same", row.getString(2), row.getLong(3)));
      }
      row = statement.executeQuery("select kind, value, owner from claims");
      while (row.next()) {
        owners.put(new Name(row.getString(1), row.getString(2)), row.getString(3));
      }
    }
    assertThat(receipts).as("receipts of seed %d", seed).isEqualTo(model.receipts());
    assertThat(owners).as("claims of seed %d", seed).isEqualTo(model.owners());
  }
}
