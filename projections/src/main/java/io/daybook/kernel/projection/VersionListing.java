package io.daybook.kernel.projection;

import io.daybook.kernel.projection.ProjectionVersion.Kept;
import io.daybook.kernel.projection.ProjectionVersion.Next;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// All read models with their versions, from the database: the same on every node.
final class VersionListing {

  private static final String ALL =
      """
      select v.*, coalesce(p.position, 0) as position, n.position as next_position,
        coalesce(p.position, (select min(position) from projection_position), 0) as target,
        greatest(extract(epoch from clock_timestamp() - v.began_at), 0.001) as seconds
      from projection_version v
        left join (select name, position from projection_position
          union all select name, position from search_index) p on p.name = v.name
        left join projection_next n on n.name = v.name || '/next'
      order by v.name
      """;

  private VersionListing() {}

  static List<ProjectionVersion> read(DataSource views) {
    return JdbcClient.create(views).sql(ALL).query(VersionListing::version).list();
  }

  private static ProjectionVersion version(ResultSet row, int number) throws SQLException {
    Timestamp switchedAt = row.getTimestamp("switched_at");
    Integer kept = row.getObject("kept_version", Integer.class);
    return new ProjectionVersion(
        Rebuilds.shortName(row.getString("name")),
        row.getInt("version"),
        row.getInt("revision"),
        row.getLong("position"),
        switchedAt == null ? null : switchedAt.toInstant(),
        next(row),
        kept == null ? null : new Kept(kept, row.getLong("kept_position")));
  }

  private static @Nullable Next next(ResultSet row) throws SQLException {
    String task = row.getString("task");
    if (task == null) {
      return null;
    }
    String note = row.getString("note");
    boolean differs = row.getBoolean("differs");
    boolean waits = differs && !row.getBoolean("accepts_difference");
    String state = waits ? "DIFFERENT" : note != null && !differs ? "FAILED" : "BUILDING";
    long position = row.getLong("next_position");
    double seconds = row.getDouble("seconds");
    long rate = seconds > 0 ? Math.round((position - row.getLong("began_position")) / seconds) : 0;
    long target = row.getLong("target");
    Long left = rate > 0 ? Math.ceilDiv(Math.max(0, target - position), rate) : null;
    return new Next(
        row.getInt("next_version"), task, state, position, target, Math.max(0, rate), left, note);
  }
}
