package io.daybook.kernel.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/// Orders of a later release, which says of each whether it is large.
record Revised(ReadModel model) implements ReadModel {

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
  public boolean sharesRows() {
    return model.sharesRows();
  }

  @Override
  public int revision() {
    return 2;
  }

  @Override
  public Posting begin() {
    Posting posting = model.begin();
    return new Posting() {
      @Override
      public void on(LoggedEvent logged) {
        posting.on(logged);
      }

      @Override
      public void write(Connection connection) throws SQLException {
        posting.write(connection);
        try (var statement = connection.createStatement()) {
          statement.execute("update orders set large = total_minor > 5000 where large is null");
        }
      }
    };
  }
}
