package io.daybook.audit.projection;

import io.daybook.audit.projection.AuditReport.Finding;
import io.daybook.audit.projection.AuditReport.Mismatch;
import io.daybook.audit.projection.AuditReport.Named;
import io.daybook.audit.projection.AuditReport.Standing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// What operators ask the auditor. Safe for all threads.
public final class Audit {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST = 100;
  private static final String COUNTS =
      """
      select invariant, count(*) filter (where resolved_at is null) as open, count(*) as found
      from audit_breach group by invariant
      """;

  private final JdbcClient views;

  Audit(JdbcClient views) {
    this.views = views;
  }

  /// Everything of note.
  public AuditReport report() {
    return new AuditReport(
        views
            .sql("select coalesce(max(position), 0) from audit_position")
            .query(Long.class)
            .single(),
        standings(),
        views
            .sql("select * from audit_breach where resolved_at is null order by id desc limit ?")
            .param(MOST)
            .query((row, _) -> finding(row))
            .list(),
        mismatches());
  }

  /// How all invariants stand.
  public List<Standing> standings() {
    Map<Invariant, Standing> counted = new EnumMap<>(Invariant.class);
    views
        .sql(COUNTS)
        .query(row -> {
          Invariant it = Invariant.valueOf(row.getString("invariant"));
          counted.put(it, new Standing(it, it.claim(), row.getLong("open"), row.getLong("found")));
        });
    List<Standing> all = new ArrayList<>();
    for (Invariant it : Invariant.values()) {
      all.add(counted.getOrDefault(it, new Standing(it, it.claim(), 0, 0)));
    }
    return all;
  }

  /// Stock reserved that is not the sum of its live reservations.
  public List<Mismatch> mismatches() {
    return views
        .sql(
            "select sku, promised, live, off_since from audit_stock where off <> 0 order by sku"
                + " limit ?")
        .param(MOST)
        .query((row, _) ->
            new Mismatch(
                row.getString("sku"),
                row.getLong("promised"),
                row.getLong("live"),
                row.getLong("off_since")))
        .list();
  }

  private static Finding finding(ResultSet row) throws SQLException {
    return new Finding(
        Invariant.valueOf(row.getString("invariant")),
        row.getString("subject"),
        row.getString("detail"),
        row.getObject("found_at", OffsetDateTime.class).toInstant(),
        List.of(JSON.readValue(row.getString("events"), Named[].class)));
  }
}
