package io.daybook.kernel.projection;

import java.time.Duration;
import java.util.Collection;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A number that is another one each time while something happens in the shop: events, or people
/// who only look. That they do is seen from PostgreSQL's own counters of scans of the tables that
/// are read, which its sessions bring up to date once a second. What is answered from caches alone
/// is not seen, and hardly in a build's way. Not thread-safe.
public final class ShopActivity implements LongSupplier {

  private static final String SCANS =
      """
      select coalesce(sum(seq_scan + coalesce(idx_scan, 0)), 0) from pg_stat_user_tables
      where schemaname = 'public' and relname !~ '^(audit|flyway|projection|quarantine|view_)'
        and relname <> 'search_index' and
      """;
  private static final long LASTING = Duration.ofSeconds(2).toNanos();

  /// A change that comes alone is a session's that had something left to report.
  private static final long AGAIN = Duration.ofSeconds(3).toNanos();

  private final JdbcClient views;
  private final String sql;
  private final String[] tables;
  private final LongSupplier live;
  private long scans;
  private long looks;
  private long changedAt = System.nanoTime() - AGAIN;
  private long busyAt = System.nanoTime() - LASTING;

  private ShopActivity(
      DataSource views, String condition, Collection<String> tables, LongSupplier live) {
    this.views = JdbcClient.create(views);
    this.sql = SCANS + condition;
    this.tables = tables.toArray(String[]::new);
    this.live = live;
    this.scans = scans();
  }

  /// Of a build that itself reads `tables`.
  ///
  /// @param live the position of the version that is read
  public static ShopActivity outside(
      Collection<String> tables, DataSource views, LongSupplier live) {
    return new ShopActivity(views, "relname <> all(?)", tables, live);
  }

  /// Of a build that reads any tables but those that it makes again.
  static ShopActivity in(Collection<String> tables, DataSource views, LongSupplier live) {
    return new ShopActivity(views, "relname = any(?)", tables, live);
  }

  @Override
  public long getAsLong() {
    long found = scans();
    long now = System.nanoTime();
    if (found != scans) {
      if (now - changedAt < AGAIN) {
        busyAt = now;
      }
      scans = found;
      changedAt = now;
    }
    if (now - busyAt < LASTING) {
      looks++;
    }
    return live.getAsLong() + looks;
  }

  private long scans() {
    return views.sql(sql).param(tables).query(Long.class).single();
  }
}
