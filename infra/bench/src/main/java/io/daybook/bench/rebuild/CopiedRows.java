package io.daybook.bench.rebuild;

import io.daybook.bench.Bed;
import io.daybook.bench.Contender;
import io.daybook.bench.Limit;
import io.daybook.bench.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/// The limit: the finished rows, made beforehand, by one `COPY` into the empty table with all its
/// indexes. Nothing is read or decoded, and no row is changed again.
final class CopiedRows implements Contender {

  static final String NAME = "copy";

  private final OrderLog log;
  private final OrderView view;
  private final String right;
  private final Connection connection;
  private final Path rows;

  private CopiedRows(OrderLog log, OrderView view, String right, Connection connection, Path rows) {
    this.log = log;
    this.view = view;
    this.right = right;
    this.connection = connection;
    this.rows = rows;
  }

  /// @param from whose rows they are
  static CopiedRows of(Bed bed, OrderLog log, DaybookRebuild from) throws Exception {
    Path rows = Files.createTempFile("orders", ".copy");
    try (Connection source = bed.plain(from.view().database()).getConnection();
        var file = Files.newOutputStream(rows)) {
      long _ = copies(source).copyOut("copy orders to stdout", file);
    }
    OrderView view = OrderView.of(bed, NAME);
    return new CopiedRows(log, view, from.rows(), bed.plain(view.database()).getConnection(), rows);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Sample run(int callers, Limit limit) throws Exception {
    view.empty();
    long start;
    long end;
    try (InputStream file = Files.newInputStream(rows)) {
      start = System.nanoTime();
      long _ = copies(connection).copyIn("copy orders from stdin", file, 1 << 16);
      end = System.nanoTime();
    }
    view.check(NAME, right);
    return Sample.of(log.events() * (double) TimeUnit.SECONDS.toNanos(1) / (end - start));
  }

  private static CopyManager copies(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI();
  }

  @Override
  public void close() throws SQLException, IOException {
    connection.close();
    Files.delete(rows);
  }
}
