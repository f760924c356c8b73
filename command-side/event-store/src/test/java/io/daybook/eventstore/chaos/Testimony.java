package io.daybook.eventstore.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.eventstore.conformance.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// What the nodes said, and whether the log agrees.
final class Testimony {

  private record Heard(String node, Say say) {}

  private final ConcurrentLinkedQueue<Heard> heard = new ConcurrentLinkedQueue<>();
  private final Map<String, Long> reachedByReader = new ConcurrentHashMap<>();
  private final LogFacts log = new LogFacts();
  private final Map<String, Long> nextOfReader = new HashMap<>();
  private final Map<String, String> answers = new HashMap<>();
  private final Map<String, Say.Kind> denied = new HashMap<>();
  private long acknowledged;

  /// A node begins to read after a position.
  void begins(String node, long position) {
    heard.add(new Heard(node, new Say(Say.Kind.BEGUN, node, Long.toString(position))));
    reachedByReader.put(node, position);
  }

  void hear(String node, Say said) {
    if (said.kind() == Say.Kind.SEEN) {
      reachedByReader.put(node, Long.parseLong(said.what()));
    }
    heard.add(new Heard(node, said));
  }

  /// How far a node's reader is.
  long reached(String node) {
    return reachedByReader.getOrDefault(node, 0L);
  }

  /// Compares everything said so far with the log.
  void compare(TestDatabase database) throws SQLException {
    List<Heard> said = new ArrayList<>();
    for (Heard one = heard.poll(); one != null; one = heard.poll()) {
      said.add(one);
    }
    log.readOn(database);
    for (Heard one : said) {
      judge(one.node(), one.say());
    }
    denied.forEach((append, how) -> {
      if (log.lastPositionOf(append) != null) {
        throw new AssertionError("%s was %s, and is in the log".formatted(append, how));
      }
    });
  }

  private void judge(String node, Say say) {
    switch (say.kind()) {
      case BEGUN -> nextOfReader.put(node, Long.parseLong(say.more()) + 1);
      case ACKNOWLEDGED -> {
        acknowledged++;
        assertThat(log.lastPositionOf(say.what()))
            .as("acknowledged %s", say.what())
            .isEqualTo(Long.parseLong(say.more()));
      }
      case REFUSED, FAILED -> denied.put(say.what(), say.kind());
      case BROKEN -> throw new AssertionError("%s: %s".formatted(say.what(), say.more()));
      case UNKNOWN -> {
        // Whole or absent, and that is true of every append in the log.
      }
      case ANSWERED -> {
        assertThat(answers.computeIfAbsent(say.what(), _ -> say.more()))
            .as("answer to %s", say.what())
            .isEqualTo(say.more());
        assertThat(log.lastPositionOf(say.more())).as("answered %s", say.more()).isNotNull();
      }
      case SEEN -> {
        long position = Long.parseLong(say.what());
        assertThat(nextOfReader.put(node, position + 1))
            .as("reader of %s", node)
            .isEqualTo(position);
        assertThat(log.eventAt(position)).as("position %d", position).isEqualTo(say.more());
      }
    }
  }

  /// The end of the log, as far as it was compared.
  long head() {
    return log.head();
  }

  String summary() {
    return "%d events, %d appends acknowledged, %d refused or failed, %d keys answered"
        .formatted(log.head(), acknowledged, denied.size(), answers.size());
  }

  /// The log as the database has it, read beside the code under test.
  private static final class LogFacts {

    private final List<String> events = new ArrayList<>();
    private final Map<String, Long> versions = new HashMap<>();
    private final Map<String, Long> lastPositions = new HashMap<>();

    void readOn(TestDatabase database) throws SQLException {
      try (Connection connection = database.connect();
          Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery(
                  """
                  select position, stream, version, event_id, payload ->> 'append',
                         (payload ->> 'index')::int, (payload ->> 'size')::int
                    from events where position > %d order by position
                  """
                      .formatted(head()))) {
        while (row.next()) {
          add(row);
          for (int index = 1; index < row.getInt(7); index++) {
            String append = row.getString(5);
            assertThat(row.next()).as("the rest of %s", append).isTrue();
            assertThat(row.getString(5)).isEqualTo(append);
            assertThat(row.getInt(6)).isEqualTo(index);
            add(row);
          }
        }
      }
    }

    private void add(ResultSet row) throws SQLException {
      long position = row.getLong(1);
      assertThat(position).as("dense positions").isEqualTo(head() + 1);
      assertThat(versions.merge(row.getString(2), 1L, Long::sum))
          .as("versions of %s", row.getString(2))
          .isEqualTo(row.getLong(3));
      events.add(row.getString(4));
      boolean last = row.getInt(6) == row.getInt(7) - 1;
      if (last) {
        assertThat(lastPositions.put(row.getString(5), position))
            .as("appended once: %s", row.getString(5))
            .isNull();
      }
    }

    long head() {
      return events.size();
    }

    @Nullable Long lastPositionOf(String append) {
      return lastPositions.get(append);
    }

    @Nullable String eventAt(long position) {
      return position <= head() ? events.get((int) position - 1) : null;
    }
  }
}
