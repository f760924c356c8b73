package io.daybook.ordering.view;

import io.daybook.kernel.Currency;
import io.daybook.kernel.query.Page;
import io.daybook.kernel.view.Columns;
import io.daybook.kernel.view.Cursor;
import io.daybook.kernel.view.Pages;
import io.daybook.ordering.query.CreditNote;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Finds credit notes in their table.
final class CreditNoteViews {

  private final JdbcClient views;

  CreditNoteViews(JdbcClient views) {
    this.views = views;
  }

  /// The first one of that name: a trusted channel may have given it twice.
  Optional<CreditNote> find(String creditNoteId) {
    return views
        .sql("select * from credit_note where credit_note_id = ? order by position limit 1")
        .param(creditNoteId)
        .query(CreditNoteViews::creditNote)
        .optional();
  }

  /// Credit notes, the one issued last first.
  ///
  /// @param before position of the last row of the page before
  Page<CreditNote> list(long before, int limit) {
    List<CreditNote> rows =
        views
            .sql("select * from credit_note where position < ? order by position desc limit ?")
            .param(before)
            .param(limit + 1)
            .query(CreditNoteViews::creditNote)
            .list();
    return Pages.cut(rows, limit, last -> Cursor.after(last.position()));
  }

  private static CreditNote creditNote(ResultSet row, int number) throws SQLException {
    return new CreditNote(
        row.getString("credit_note_id"),
        row.getString("order_id"),
        row.getString("customer_id"),
        row.getString("country"),
        Lines.read(row.getString("lines"), new Currency(row.getString("currency"))),
        Columns.money(row, "total_minor", "currency"),
        row.getString("reason"),
        Columns.at(row, "issued_at"),
        row.getLong("version"),
        row.getLong("position"));
  }
}
