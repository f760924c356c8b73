package io.daybook.kernel.projection;

import io.daybook.kernel.projection.LogPages.Page;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Tables of a read model that nobody reads yet, filled by the read model itself with pages of the
/// log.
///
/// They never get ahead of the live ones. At the end both are brought to one position in one
/// transaction, which is the one that exchanges them: whoever reads finds every row that was there
/// before, and its token holds.
final class NextTables implements NextVersion {

  private static final Logger log = LoggerFactory.getLogger(NextTables.class);
  private static final int QUICK_ATTEMPTS = 3;

  private final ReadModel model;
  private final VersionTables tables;
  private final StreamableMessageSource<TrackedEventMessage<?>> source;
  private final DataSource views;
  private final Transactions transactions;
  private final NextWriter writer;
  private final LivePositions live;
  private final RebuildSettings settings;
  private final BooleanSupplier stopped;
  private int attempts;

  NextTables(
      ReadModel model,
      StreamableMessageSource<TrackedEventMessage<?>> source,
      DataSource views,
      RebuildSettings settings,
      BooleanSupplier stopped) {
    this.model = model;
    this.tables = new VersionTables(model);
    this.source = source;
    this.views = views;
    this.transactions = new Transactions(views);
    this.writer = new NextWriter(model, tables, transactions);
    this.live = new LivePositions(model.name());
    this.settings = settings;
    this.stopped = stopped;
  }

  @Override
  public long position() {
    return writer.position();
  }

  /// Before a first version is read, how far all others have come.
  @Override
  public long livePosition() {
    return transactions.within(connection ->
        VersionRow.jdbc(connection)
            .sql("select position from projection_position where name = ?")
            .param(model.name())
            .query(Long.class)
            .optional()
            .orElse(LivePositions.least(connection)));
  }

  /// A version that was kept is not followed in segments: when its rollback is given up, what is
  /// kept has one position.
  @Override
  public void follow(long after, long upTo) throws InterruptedException {
    int segments = "ROLLBACK".equals(task()) ? 1 : settings.segments();
    try (LogPages pages = new LogPages(source, model.streams(), after, upTo, settings.pageSize());
        SegmentedWriter segmented = new SegmentedWriter(writer, segments)) {
      Throttle throttle = new Throttle(settings.share(), activity());
      Page page = pages.next();
      while (page != null && !stopped.getAsBoolean()) {
        segmented.write(page);
        throttle.rest();
        page = pages.next();
      }
    }
  }

  private ShopActivity activity() {
    return model.reads().isEmpty()
        ? ShopActivity.outside(List.of(), views, this::livePosition)
        : ShopActivity.in(model.tables(), views, this::livePosition);
  }

  private @Nullable String task() {
    return VersionRow.find(model.name(), JdbcClient.create(views)).orElseThrow().task();
  }

  @Override
  public void complete() {
    var _ =
        transactions.within(connection -> {
          tables.complete(connection);
          return true;
        });
  }

  /// Holds the live version only until both are at one position; they are compared in a snapshot of
  /// that moment, while both go on.
  @Override
  public String difference() {
    try (Connection snapshot = views.getConnection()) {
      snapshot.setAutoCommit(false);
      snapshot.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try {
        var _ =
            transactions.within(connection -> {
              long position = lockLive(connection);
              between(writer.position(), position, writer::write);
              return freeze(snapshot);
            });
        return VersionDigest.difference(model, tables, snapshot);
      } finally {
        snapshot.rollback();
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /// The first statement of a transaction takes its snapshot.
  private static boolean freeze(Connection snapshot) throws SQLException {
    try (var statement = snapshot.createStatement()) {
      return statement.execute("select 1 from projection_version limit 1");
    }
  }

  private long lockLive(Connection connection) throws SQLException {
    return live.areThere(connection)
        ? Objects.requireNonNull(live.lock(connection).get(model.name())).position()
        : LivePositions.lockAll(connection);
  }

  /// Steps back when somebody reads the tables at length.
  @Override
  public boolean exchange(Exchange exchange) {
    try {
      return transactions.within(connection -> {
        long position = lockLive(connection);
        between(writer.position(), position, page -> writer.write(page, false, connection));
        outlastPowerCuts(connection);
        if (!live.areThere(connection)) {
          LivePositions.enter(model.name(), position, connection);
        }
        exchange.note(position, connection);
        return true;
      });
    } catch (ConcurrencyFailureException busy) {
      log.info("{} is being read; the exchange is tried again", model.name(), busy);
      return false;
    } catch (RuntimeException failed) {
      if (!EventFault.is(failed)) {
        throw failed;
      }
      writeApart();
      return false;
    }
  }

  /// Readers that wait behind this don't wait long, but in the end long enough for PostgreSQL to
  /// send its autovacuum away, which it does after a second. After a crash the exchange is not
  /// undone.
  private void outlastPowerCuts(Connection connection) throws SQLException {
    attempts++;
    try (var statement = connection.createStatement()) {
      statement.execute(
          "set local synchronous_commit = on; set local lock_timeout = '%dms'"
              .formatted(attempts > QUICK_ATTEMPTS ? 1_500 : 300));
    }
  }

  private void writeApart() {
    try {
      between(writer.position(), livePosition(), writer::write);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private void between(long after, long upTo, PageWriter each) throws SQLException {
    try (LogPages pages = new LogPages(source, model.streams(), after, upTo, settings.pageSize())) {
      @Nullable Page page = pages.next();
      while (page != null) {
        each.write(page);
        page = pages.next();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  @FunctionalInterface
  private interface PageWriter {
    void write(Page page) throws SQLException;
  }
}
