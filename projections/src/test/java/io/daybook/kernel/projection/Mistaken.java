package io.daybook.kernel.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A read model with mistakes, until these are mended: it fails at some positions of the log, as a
/// program does that has not thought of everything, or loses its connection there.
public record Mistaken(ReadModel model, Set<Long> mistakes, Set<Long> breakdowns)
    implements ReadModel {

  public static Mistaken of(ReadModel model) {
    return new Mistaken(model, ConcurrentHashMap.newKeySet(), ConcurrentHashMap.newKeySet());
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public Set<String> streams() {
    return model.streams();
  }

  @Override
  public List<String> tables() {
    return model.tables();
  }

  @Override
  public Set<String> reads() {
    return model.reads();
  }

  @Override
  public Set<String> incidental() {
    return model.incidental();
  }

  @Override
  public boolean sharesRows() {
    return model.sharesRows();
  }

  @Override
  public Posting begin() {
    return new Batch(model.begin());
  }

  private final class Batch implements Posting {

    private final Posting posting;
    private boolean breaksDown;

    private Batch(Posting posting) {
      this.posting = posting;
    }

    @Override
    public void on(LoggedEvent logged) {
      if (mistakes.contains(logged.position())) {
        throw new IllegalStateException("A mistake in the view");
      }
      breaksDown |= breakdowns.contains(logged.position());
      posting.on(logged);
    }

    @Override
    public void write(Connection connection) throws SQLException {
      posting.write(connection);
      breakDown(connection);
    }

    @Override
    public void writeNew(Connection connection) throws SQLException {
      posting.writeNew(connection);
      breakDown(connection);
    }

    private void breakDown(Connection connection) throws SQLException {
      if (breaksDown) {
        try (var statement = connection.createStatement()) {
          statement.execute("select pg_terminate_backend(pg_backend_pid())");
        }
      }
    }
  }
}
