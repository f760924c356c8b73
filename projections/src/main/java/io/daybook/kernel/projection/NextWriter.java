package io.daybook.kernel.projection;

import io.daybook.kernel.projection.LogPages.Page;
import io.daybook.kernel.projection.Positions.Place;
import io.daybook.kernel.projection.ReadModel.Posting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes pages of the log into the version of a read model that nobody reads yet, each in one
/// transaction with its position: nothing but rows comes of it.
///
/// The statements of the read model name no schema. The path of the transaction leads them to the
/// next version's tables, and to those that are read for all others.
final class NextWriter {

  private static final Logger log = LoggerFactory.getLogger(NextWriter.class);

  private final ReadModel model;
  private final VersionTables tables;
  private final Transactions transactions;
  private final Positions positions;
  private Segments segments = Segments.NONE;

  NextWriter(ReadModel model, VersionTables tables, Transactions transactions) {
    this.model = new RenamedModel(model, tables.nextName());
    this.tables = tables;
    this.transactions = transactions;
    this.positions = Positions.next(tables.nextName());
  }

  /// How far it has come.
  ///
  /// @throws IllegalStateException when nothing is being built any more
  long position() {
    return transactions.within(this::position);
  }

  private long position(Connection connection) throws SQLException {
    return place(connection).position();
  }

  private Place place(Connection connection) throws SQLException {
    return Objects.requireNonNull(positions.lock(connection).get(model.name()));
  }

  /// Takes up its segments, or begins with some.
  ///
  /// @return how many there are; 0 when all is written together
  int open(int wanted) {
    segments =
        transactions.within(connection -> {
          var _ = place(connection);
          return Segments.open(model.name(), model.sharesRows() ? 1 : wanted, connection);
        });
    return segments.count();
  }

  /// Whether nothing is known that speaks against writing a page at once.
  boolean writesAtOnce() {
    return transactions.within(
        connection -> place(connection).held() == 0 && !othersHold(connection));
  }

  /// Writes one segment's part of a page, in a transaction with the segment's position.
  long writePart(Page page, int segment) {
    Positions own = segments.positions(segment);
    return transactions.within(connection -> {
      long seen = own.lock(connection).values().iterator().next().position();
      tables.leadTo(connection);
      post(segments.partOf(page, segment), seen, connection);
      own.advance(page.last(), connection);
      return page.last();
    });
  }

  /// Writes what was not seen yet, all or nothing. These tables have been brought to exactly that
  /// position, so no row that begins after it is there.
  private void post(Page page, long seen, Connection connection) throws SQLException {
    Posting posting = model.begin();
    for (TrackedEventMessage<?> message : page.messages()) {
      if (message.trackingToken().position().orElseThrow() > seen) {
        posting.on(LoggedEvent.of(message));
      }
    }
    posting.writeNew(connection);
  }

  /// Notes that all segments have written their parts of a page.
  void pass(Page page) {
    long _ =
        transactions.within(connection -> {
          var _ = place(connection);
          positions.advance(page.last(), connection);
          return page.last();
        });
  }

  /// Writes a page, or what of it is not written yet.
  void write(Page page) {
    try {
      long _ = transactions.within(connection -> write(page, false, connection));
    } catch (RuntimeException failed) {
      if (!EventFault.is(failed)) {
        throw failed;
      }
      log.info("A page up to {} fails; each sequence is tried by itself", page.last(), failed);
      long _ = transactions.within(connection -> write(page, true, connection));
    }
  }

  /// The same, in the transaction of a connection, whose path is led to the next version.
  ///
  /// @param apart whether each sequence is written by itself
  long write(Page page, boolean apart, Connection connection) throws SQLException {
    Place place = place(connection);
    tables.leadTo(connection);
    Page left = segments.leftOf(page, connection);
    if (apart || place.held() > 0 || othersHold(connection)) {
      new SequencedWriter(model, connection).writeApart(left.messages(), place.position());
      positions.advance(page.last(), connection);
      positions.count(connection);
    } else {
      post(left, place.position(), connection);
      positions.advance(page.last(), connection);
    }
    segments.advance(page.last(), connection);
    return page.last();
  }

  private boolean othersHold(Connection connection) throws SQLException {
    if (model.reads().isEmpty()) {
      return false;
    }
    try (PreparedStatement held =
        connection.prepareStatement(
            "select 1 from projection_position where name = any(?) and held > 0 limit 1")) {
      held.setArray(1, connection.createArrayOf("text", model.reads().toArray()));
      try (ResultSet rows = held.executeQuery()) {
        return rows.next();
      }
    }
  }
}
