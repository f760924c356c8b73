package io.daybook.kernel.view;

import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// Columns as the views spell them.
public final class Columns {

  private Columns() {}

  /// Money from its two columns; nothing counts as zero.
  public static Money money(ResultSet row, String minor, String currency) throws SQLException {
    return Money.of(row.getLong(minor), new Currency(row.getString(currency)));
  }

  /// An instant; null when the column is.
  public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  /// An instant that is always there.
  public static Instant at(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
