package io.daybook.eventstore;

import io.daybook.eventstore.Outcome.Refused;
import io.daybook.eventstore.Outcome.Written;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A log without a database, which fails when it is told to.
final class MemoryLog implements LogWriter {

  /// What is asked of the log.
  enum Step {
    CONNECT,
    TAKE_TURN,
    WRITE,
    FIND
  }

  /// What becomes of it.
  enum Fate {
    WRITTEN,
    /// Nobody answers, which costs a pause.
    UNREACHABLE,
    /// The connection breaks before the commit.
    LOST_BEFORE,
    /// The connection breaks after the commit, the answer is lost.
    LOST_AFTER,
    /// The database can't do it now.
    CANCELLED
  }

  private final LogModel model;
  private final Function<Step, Fate> fates;
  private boolean connected;

  MemoryLog(LogModel model, Function<Step, Fate> fates) {
    this.model = model;
    this.fates = fates;
  }

  @Override
  public void connect() throws SQLException {
    if (!connected && fates.apply(Step.CONNECT) == Fate.UNREACHABLE) {
      throw new SQLException("No connection", "08001");
    }
    connected = true;
  }

  @Override
  public void takeTurn() throws SQLException {
    switch (fates.apply(Step.TAKE_TURN)) {
      case LOST_BEFORE -> throw new SQLException("Lost while waiting for the turn", "08006");
      case CANCELLED -> throw new SQLException("Waited too long for the turn", "57014");
      default -> {
        // It is our turn.
      }
    }
  }

  @Override
  public Result write(List<Append> group) throws SQLException {
    return switch (fates.apply(Step.WRITE)) {
      case UNREACHABLE, LOST_BEFORE -> throw new SQLException("Lost before the commit", "08006");
      case CANCELLED -> throw new SQLException("Cancelled", "57014");
      case LOST_AFTER -> {
        result(group);
        throw new SQLException("Lost after the commit", "08006");
      }
      case WRITTEN -> result(group);
    };
  }

  private Result result(List<Append> group) {
    long head = model.head();
    Map<Integer, Refused> refused = new HashMap<>();
    for (int i = 0; i < group.size(); i++) {
      if (model.write(group.get(i)) instanceof Refused why) {
        refused.put(i, why);
      }
    }
    return new Result(head, refused);
  }

  @Override
  public @Nullable Written find(Append append) throws SQLException {
    if (fates.apply(Step.FIND) == Fate.UNREACHABLE) {
      throw new SQLException("Lost while asking", "08006");
    }
    StoredEvent first = append.events().getFirst();
    return model.events().stream()
        .filter(event -> event.eventId().equals(first.eventId()))
        .findFirst()
        .map(event -> new Written(event.position() + append.events().size() - 1))
        .orElse(null);
  }

  @Override
  public void lose() {
    connected = false;
  }

  @Override
  public void close() {
    connected = false;
  }
}
