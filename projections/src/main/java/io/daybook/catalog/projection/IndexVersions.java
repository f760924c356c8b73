package io.daybook.catalog.projection;

import io.daybook.kernel.projection.Rebuildable;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Which versions of the index there are, and how far the next one has come. Thread-safe.
final class IndexVersions {

  private static final String NEXT = Rebuildable.nextName(ProductIndexer.NAME);

  private final JdbcClient jdbc;

  IndexVersions(DataSource views) {
    this.jdbc = JdbcClient.create(views);
  }

  /// The numbers of the versions.
  record Numbers(int version, @Nullable Integer nextVersion, @Nullable Integer keptVersion) {}

  /// Nothing before the first start.
  Optional<Numbers> find() {
    return jdbc.sql(
            "select version, next_version, kept_version from projection_version where name = ?")
        .param(ProductIndexer.NAME)
        .query(Numbers.class)
        .optional();
  }

  /// The version that is read.
  int live() {
    return find().map(Numbers::version).orElse(1);
  }

  /// @throws IllegalStateException when nothing is being built any more
  int next() {
    Integer next = find().map(Numbers::nextVersion).orElse(null);
    if (next == null) {
      throw new IllegalStateException("Nothing is being built of " + ProductIndexer.NAME);
    }
    return next;
  }

  /// @throws IllegalStateException when nothing is being built any more
  long position() {
    return jdbc.sql("select position from projection_next where name = ?")
        .param(NEXT)
        .query(Long.class)
        .optional()
        .orElseThrow(
            () -> new IllegalStateException("Nothing is being built of " + ProductIndexer.NAME));
  }

  void reached(long position) {
    jdbc.sql("update projection_next set position = ? where name = ?")
        .params(position, NEXT)
        .update();
  }
}
