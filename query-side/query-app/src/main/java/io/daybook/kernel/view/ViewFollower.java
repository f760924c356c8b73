package io.daybook.kernel.view;

import java.sql.Array;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Looks how far the tables have come and what has changed since the last look, both in one
/// statement, and tells the listener before it says the position. So whoever knows a position finds
/// no copy from before it.
///
/// For one thread at a time, as [Progress] uses it.
final class ViewFollower implements LongSupplier {

  private static final String LOOK =
      """
      select (select coalesce(min(position), 0) from projection_position) as position,
        h.number as head, c.streams
      from view_head h left join view_change c on c.number > ?
      """;

  private final JdbcClient views;
  private final ViewListener listener;
  private long seen = -1;

  ViewFollower(JdbcClient views, ViewListener listener) {
    this.views = views;
    this.listener = listener;
  }

  /// @param head number of the last change
  /// @param streams of one change; null when it is about all, or there is none
  private record Look(long position, long head, @Nullable Set<String> streams) {}

  @Override
  public long getAsLong() {
    List<Look> looks =
        views
            .sql(LOOK)
            .param(seen < 0 ? Long.MAX_VALUE : seen)
            .query((row, _) ->
                new Look(row.getLong("position"), row.getLong("head"), streams(row.getArray(3))))
            .list();
    Look first = looks.getFirst();
    if (first.head() != seen) {
      tell(looks, first.head());
      seen = first.head();
    }
    return first.position();
  }

  private void tell(List<Look> looks, long head) {
    boolean whole = seen >= 0 && looks.size() == head - seen;
    if (whole && looks.stream().allMatch(it -> it.streams() != null)) {
      Set<String> changed = new HashSet<>();
      looks.stream().map(Look::streams).flatMap(Stream::ofNullable).forEach(changed::addAll);
      listener.changed(changed, head);
    } else {
      listener.allChanged(head);
    }
  }

  private static @Nullable Set<String> streams(@Nullable Array array) throws java.sql.SQLException {
    return array == null ? null : new HashSet<>(Arrays.asList((String[]) array.getArray()));
  }
}
