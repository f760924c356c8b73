package io.daybook.kernel.projection;

import io.daybook.axon.BatchSubscriber;
import io.daybook.kernel.projection.ReadModel.Posting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.SQLErrorCodeSQLExceptionTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/// Read models that share a database: each batch of the log is one transaction for all of them,
/// with their positions in it.
///
/// Every read model has a position of its own, and an event that it has already seen is not shown
/// to it again: a batch may come twice, in any cut, and a read model that is new starts at 1 while
/// the others wait for it. The rows of the positions are locked first, so two nodes can't apply the
/// same batch both.
///
/// The commit doesn't wait for the disk (`synchronous_commit=off`): rows and position are lost
/// together, and the log has them still.
public final class ReadModels implements BatchSubscriber {

  private static final Logger log = LoggerFactory.getLogger(ReadModels.class);
  private static final SQLExceptionTranslator TRANSLATOR = new SQLErrorCodeSQLExceptionTranslator();
  private static final String REGISTER =
      "insert into projection_position (name) select unnest(?) on conflict do nothing";
  private static final String LOCK =
      "select name, position, set_config('synchronous_commit', 'off', true)"
          + " from projection_position where name = any(?) order by name for update";
  private static final String ADVANCE =
      "update projection_position set position = ? where name = any(?) and position < ?";

  private static final int SMALL = 500;

  private final DataSource dataSource;
  private final List<ReadModel> models;
  private final String[] names;
  private final long longestRestNanos;

  /// @param models in the order in which they write
  /// @param longestRest after a small batch this rests three times as long as the batch took, at
  ///   most so long: a quarter of the time is spent on writing, and a busy log comes in larger
  ///   batches, which cost less. Whoever is catching up doesn't rest.
  public ReadModels(DataSource dataSource, List<ReadModel> models, Duration longestRest) {
    this.dataSource = dataSource;
    this.models = List.copyOf(models);
    this.names = models.stream().map(ReadModel::name).sorted().toArray(String[]::new);
    this.longestRestNanos = longestRest.toNanos();
  }

  /// The position of the read model that is furthest behind.
  @Override
  public long position() {
    return inTransaction(connection -> {
      try (PreparedStatement register = connection.prepareStatement(REGISTER)) {
        register.setArray(1, connection.createArrayOf("text", names));
        register.executeUpdate();
      }
      return lock(connection).values().stream().mapToLong(Long::longValue).min().orElse(0);
    });
  }

  @Override
  public void apply(List<TrackedEventMessage<?>> batch, long position) {
    long start = System.nanoTime();
    List<LoggedEvent> events = batch.stream().map(LoggedEvent::of).toList();
    inTransaction(connection -> {
      Map<String, Long> positions = lock(connection);
      for (ReadModel model : models) {
        Posting posting = model.begin();
        long seen = positions.getOrDefault(model.name(), 0L);
        for (LoggedEvent event : events) {
          if (event.position() > seen) {
            posting.on(event);
          }
        }
        posting.write(connection);
      }
      advance(connection, position);
      return position;
    });
    if (batch.size() < SMALL) {
      rest(System.nanoTime() - start);
    }
  }

  private Map<String, Long> lock(Connection connection) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
      lock.setArray(1, connection.createArrayOf("text", names));
      Map<String, Long> positions = new HashMap<>();
      try (ResultSet rows = lock.executeQuery()) {
        while (rows.next()) {
          positions.put(rows.getString(1), rows.getLong(2));
        }
      }
      if (positions.size() < names.length) {
        throw new IllegalStateException("position() makes the positions, and is asked first");
      }
      return positions;
    }
  }

  private void advance(Connection connection, long position) throws SQLException {
    try (PreparedStatement advance = connection.prepareStatement(ADVANCE)) {
      advance.setLong(1, position);
      advance.setArray(2, connection.createArrayOf("text", names));
      advance.setLong(3, position);
      advance.executeUpdate();
    }
  }

  private long inTransaction(Work work) {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        long result = work.with(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException failed) {
        rollback(connection);
        throw failed;
      }
    } catch (SQLException failed) {
      DataAccessException known = TRANSLATOR.translate("read models", null, failed);
      throw known != null ? known : new IllegalStateException(failed);
    }
  }

  private static void rollback(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException failed) {
      log.debug("The connection is gone, and the transaction with it", failed);
    }
  }

  /// An interrupt ends the rest at once.
  private void rest(long tookNanos) {
    LockSupport.parkNanos(this, Math.min(3 * tookNanos, longestRestNanos));
  }

  @FunctionalInterface
  private interface Work {
    long with(Connection connection) throws SQLException;
  }
}
