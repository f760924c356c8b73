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
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/// Writes groups to PostgreSQL over a connection of its own.
final class GroupWriter implements LogWriter {

  private enum Kind {
    /// Begins a transaction that has the lock, and nothing else.
    TURN,
    /// Writes one event and commits.
    LONE,
    /// Writes a group and commits.
    GROUP,
    /// Writes a group and commits what a [#TURN] began.
    REST_OF_TURN
  }

  /// What tells one statement from another.
  private record Shape(String table, Kind kind, Set<Part> parts) {

    String sql() {
      return switch (kind) {
        case TURN -> "begin;\n" + GroupStatement.TAKE_LOCK;
        case LONE -> LoneStatement.of(parts.contains(Part.RECEIPTS), table);
        case GROUP -> GroupStatement.of(parts, table);
        case REST_OF_TURN -> GroupStatement.of(parts, table) + ";\ncommit";
      };
    }
  }

  private record Session(
      Connection connection, Map<Shape, PreparedStatement> statements, Backend backend) {

    PreparedStatement statement(Shape shape) throws SQLException {
      PreparedStatement known = statements.get(shape);
      if (known != null) {
        return known;
      }
      PreparedStatement made = connection.prepareStatement(shape.sql());
      made.unwrap(PGStatement.class).setPrepareThreshold(1);
      statements.put(shape, made);
      return made;
    }
  }

  /// What PostgreSQL says when there is no place for a row, and when a check refuses one; ours
  /// refuses none that gets here.
  private static final String NO_PARTITION = "23514";

  private static final String NO_TABLE = "42P01";
  private static final String DUPLICATE = "23505";
  private static final String LOG = "events";

  /// For how many groups nobody is taken to be alone after another node has written.
  private static final int COMPANY = 32;

  private final DataSource database;
  private final Partitions partitions;
  private @Nullable Session session;
  private @Nullable Backend lost;
  private long known;
  private int company;

  /// Whether the lock is held already.
  private boolean turn;

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

  /// The lock is taken in a round trip of its own, which costs about a tenth of a group. Where two
  /// nodes take turns their groups are larger for it.
  @Override
  public void takeTurn() throws SQLException {
    if (company > 0 && !turn) {
      session().statement(new Shape(LOG, Kind.TURN, Set.of())).execute();
      turn = true;
    }
  }

  @Override
  public Result write(List<Append> group) throws SQLException {
    GroupParameters parameters = new GroupParameters(group);
    if (group.size() == 1 && LoneStatement.fits(group.getFirst()) && --company < 0) {
      String table = partitions.tableFor(known + 1, known + 1);
      if (table != null
          && isWritten(group.getFirst(), new Shape(table, Kind.LONE, parameters.parts()))) {
        return new Result(known++, Map.of());
      }
    }
    long last = known;
    Result result = written(parameters);
    if (result.head() != last) {
      company = COMPANY;
    }
    return result;
  }

  private boolean isWritten(Append append, Shape shape) throws SQLException {
    PreparedStatement statement = session().statement(shape);
    LoneStatement.bind(statement, append, known + 1, partitions.headsUpTo());
    try {
      statement.execute();
      statement.getMoreResults();
      return statement.getUpdateCount() == 1;
    } catch (SQLException failed) {
      if (NO_TABLE.equals(failed.getSQLState()) || DUPLICATE.equals(failed.getSQLState())) {
        return false;
      }
      throw failed;
    }
  }

  private Result written(GroupParameters parameters) throws SQLException {
    String table = partitions.tableFor(known + 1, known + parameters.events());
    if (table != null) {
      try {
        return written(parameters, table);
      } catch (SQLException failed) {
        if (!isNoPlace(failed)) {
          throw failed;
        }
      }
    }
    try {
      return written(parameters, LOG);
    } catch (SQLException failed) {
      if (!isNoPlace(failed)) {
        throw failed;
      }
      partitions.roomFor(session().connection(), parameters.events());
      return written(parameters, LOG);
    }
  }

  private static boolean isNoPlace(SQLException failed) {
    return NO_PARTITION.equals(failed.getSQLState()) || NO_TABLE.equals(failed.getSQLState());
  }

  private Result written(GroupParameters parameters, String table) throws SQLException {
    Kind kind = turn ? Kind.REST_OF_TURN : Kind.GROUP;
    turn = false;
    PreparedStatement statement = session().statement(new Shape(table, kind, parameters.parts()));
    parameters.bind(statement, known, partitions.headsUpTo());
    try {
      statement.execute();
    } catch (SQLException failed) {
      if (kind == Kind.REST_OF_TURN) {
        rollBack(failed);
      }
      throw failed;
    }
    statement.getMoreResults();
    try (ResultSet rows = statement.getResultSet()) {
      Result result = result(rows);
      known = result.head() + parameters.eventsBut(result.refused().keySet());
      return result;
    }
  }

  /// A connection that can't even do that is found broken by whoever uses it next.
  private void rollBack(SQLException failed) {
    try (Statement rollback = session().connection().createStatement()) {
      rollback.execute("rollback");
    } catch (SQLException broken) {
      failed.addSuppressed(broken);
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
      turn = false;
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
