package io.daybook.kernel.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// How many events each order had, and which was the last: whatever is written twice, or out of
/// order, is seen.
final class EventCounts implements ReadModel {

  static final String NAME = "projections.ordering.event-counts";
  static final String TABLE = "create table event_count (id text primary key, n bigint, path text)";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> streams() {
    return Set.of("order", "payment");
  }

  @Override
  public List<String> tables() {
    return List.of("event_count");
  }

  @Override
  public Posting begin() {
    Map<String, StringBuilder> paths = new TreeMap<>();
    return new Posting() {
      @Override
      public void on(LoggedEvent logged) {
        if (streams().contains(logged.event().stream().type())) {
          paths
              .computeIfAbsent(logged.event().stream().id(), _ -> new StringBuilder())
              .append(' ')
              .append(logged.position());
        }
      }

      @Override
      public void write(Connection connection) throws SQLException {
        Rows rows =
            Rows.of(
                """
                insert into event_count as c select * from unnest(?, ?, ?)
                on conflict (id) do update set n = c.n + excluded.n, path = c.path || excluded.path
                """,
                "text",
                "int8",
                "text");
        paths.forEach((id, path) ->
            rows.add(id, path.chars().filter(it -> it == ' ').count(), path.toString()));
        rows.write(connection);
      }
    };
  }
}
