package io.daybook.ordering.projection;

import io.daybook.kernel.projection.LoggedEvent;
import io.daybook.kernel.projection.ReadModel;
import io.daybook.kernel.projection.Rows;
import io.daybook.ordering.event.CreditNoteEvent;
import io.daybook.ordering.event.CreditNoteEvent.CreditNoteIssued;
import io.daybook.ordering.event.OrderEvent;
import io.daybook.ordering.event.OrderEvent.OrderCredited;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/// Credit notes with and without an order.
final class CreditNoteProjection implements ReadModel {

  static final String NAME = "projections.ordering.credit-notes";

  private static final String INTO =
      """
      credit_note (position, credit_note_id, order_id, customer_id, country, currency,
        total_minor, reason, issued_at, lines, version)
      """;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tables() {
    return List.of("credit_note");
  }

  @Override
  public Set<String> streams() {
    return Set.of(OrderEvent.STREAM_TYPE, CreditNoteEvent.STREAM_TYPE);
  }

  @Override
  public Posting begin() {
    return new Batch();
  }

  private static final class Batch implements Posting {

    private final Rows insert =
        Rows.into(
            INTO,
            "int8",
            "text",
            "text",
            "text",
            "text",
            "text",
            "int8",
            "text",
            "timestamptz",
            "jsonb",
            "int8");

    @Override
    public void on(LoggedEvent logged) {
      switch (logged.event()) {
        case CreditNoteIssued(
                var id,
                var customer,
                var country,
                var lines,
                var total,
                var reason,
                var issuedAt) ->
            insert.add(
                logged.position(),
                id,
                null,
                customer,
                country,
                total.currency(),
                total.minor(),
                reason,
                issuedAt,
                StoredLine.json(lines),
                logged.version());
        case OrderCredited(var order, var id, var amount, var reason) ->
            insert.add(
                logged.position(),
                id,
                order,
                null,
                null,
                amount.currency(),
                amount.minor(),
                reason,
                logged.at(),
                StoredLine.json(List.of()),
                logged.version());
        default -> {} // Nothing else is a credit note.
      }
    }

    @Override
    public void write(Connection connection) throws SQLException {
      insert.write(connection);
    }

    @Override
    public void writeNew(Connection connection) throws SQLException {
      insert.copy(connection);
    }
  }
}
