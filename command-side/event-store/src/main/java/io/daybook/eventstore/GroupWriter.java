package io.daybook.eventstore;

import io.daybook.eventstore.GroupStatement.Part;
import io.daybook.eventstore.Outcome.Answered;
import io.daybook.eventstore.Outcome.Refused;
import io.daybook.eventstore.Outcome.StreamMoved;
import io.daybook.eventstore.Outcome.Taken;
import io.daybook.eventstore.Outcome.Written;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/// Writes groups to PostgreSQL over a connection of its own.
final class GroupWriter implements LogWriter {

  private record Session(
      Connection connection, Map<Set<Part>, PreparedStatement> statements, Backend backend) {

    PreparedStatement statement(Set<Part> parts) throws SQLException {
      PreparedStatement known = statements.get(parts);
      if (known != null) {
        return known;
      }
      PreparedStatement made = connection.prepareStatement(GroupStatement.of(parts));
      made.unwrap(PGStatement.class).setPrepareThreshold(1);
      statements.put(parts, made);
      return made;
    }
  }

  /// What PostgreSQL says when there is no place for a row, and when a check refuses one; ours
  /// refuses none that gets here.
  private static final String NO_PARTITION = "23514";

  private final DataSource database;
  private final Partitions partitions;
  private @Nullable Session session;
  private @Nullable Backend lost;
  private long known;

  GroupWriter(DataSource database, Partitions partitions) {
    this.database = database;
    this.partitions = partitions;
  }

  /// After a loss the server's end of the lost connection is gone when this returns.
  @Override
  public void connect() throws SQLException {
    if (session == null) {
      Connection connection = database.getConnection();
      try {
        connection.setAutoCommit(true);
        Backend.prepareForWriting(connection);
        if (lost != null) {
          lost.end(connection);
          lost = null;
        }
        known = LogRows.head(connection);
        session = new Session(connection, new HashMap<>(), Backend.of(connection));
      } catch (SQLException failed) {
        Backend.discard(connection);
        throw failed;
      }
    }
  }

  @Override
  public Result write(List<Append> group) throws SQLException {
    GroupParameters parameters = new GroupParameters(group);
    try {
      return write(parameters);
    } catch (SQLException failed) {
      if (!NO_PARTITION.equals(failed.getSQLState())) {
        throw failed;
      }
      partitions.roomFor(session().connection(), parameters.events());
      return write(parameters);
    }
  }

  private Result write(GroupParameters parameters) throws SQLException {
    PreparedStatement statement = session().statement(parameters.parts());
    parameters.bind(statement, known, partitions.headsUpTo());
    statement.execute();
    statement.getMoreResults();
    try (ResultSet rows = statement.getResultSet()) {
      Result result = result(rows);
      known = result.head();
      return result;
    }
  }

  private static Result result(ResultSet rows) throws SQLException {
    long head = 0;
    Map<Integer, Refused> refused = new HashMap<>();
    while (rows.next()) {
      int command = rows.getInt(1);
      if (rows.wasNull()) {
        head = rows.getLong(5);
      } else {
        refused.putIfAbsent(command - 1, refusal(rows));
      }
    }
    return new Result(head, refused);
  }

  private static Refused refusal(ResultSet row) throws SQLException {
    String what = row.getString(3);
    return switch (row.getString(2)) {
      case "stream" -> new StreamMoved(what, row.getLong(4));
      case "receipt" -> new Answered(what);
      default -> new Taken(what, row.getString(4));
    };
  }

  @Override
  public @Nullable Written find(Append append) throws SQLException {
    return append.events().isEmpty() ? findReceipt(append) : findEvents(append);
  }

  private @Nullable Written findEvents(Append append) throws SQLException {
    StoredEvent first = append.events().getFirst();
    try (PreparedStatement query =
        session()
            .connection()
            .prepareStatement(
                "select position from events where stream = ? and version = ? and event_id = ?")) {
      query.setString(1, first.stream());
      query.setLong(2, first.version());
      query.setString(3, first.eventId());
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? new Written(row.getLong(1) + append.events().size() - 1) : null;
      }
    }
  }

  /// A receipt to the same effect counts, whoever wrote it: the answer is the same.
  private @Nullable Written findReceipt(Append append) throws SQLException {
    Receipt receipt = append.receipt();
    if (receipt == null) {
      return null;
    }
    try (PreparedStatement query =
        session()
            .connection()
            .prepareStatement(
                "select 1 from receipts where key = ? and fingerprint = ? and outcome = ?")) {
      query.setString(1, receipt.key());
      query.setString(2, receipt.fingerprint());
      query.setString(3, receipt.outcome());
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? new Written(0) : null;
      }
    }
  }

  private Session session() {
    if (session == null) {
      throw new IllegalStateException("Not connected.");
    }
    return session;
  }

  @Override
  public void lose() {
    if (session != null) {
      lost = session.backend();
      Backend.discard(session.connection());
      session = null;
    }
  }

  @Override
  public void close() {
    if (session != null) {
      Backend.giveBack(session.connection());
      session = null;
    }
  }
}
