package io.daybook.ledger.view;

import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.query.Page;
import io.daybook.kernel.view.Columns;
import io.daybook.kernel.view.Cursor;
import io.daybook.kernel.view.Pages;
import io.daybook.ledger.query.Account;
import io.daybook.ledger.query.AccountBalance;
import io.daybook.ledger.query.LedgerAccounts;
import io.daybook.ledger.query.LedgerEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads the money ledger.
final class LedgerViews {

  static final List<String> TABLES = List.of("ledger_posting", "ledger_balance");

  /// The balances of a moment are those of now less what was posted since: recent moments are
  /// cheap. One statement, so that all of it is of one moment.
  private static final String ACCOUNTS =
      """
      with since as (
        select debit, credit, currency, sum(amount_minor) as minor from ledger_posting
        where position > :asOf group by debit, credit, currency)
      select a.account, c.currency,
        coalesce(b.debit_minor, 0) - coalesce((select sum(minor) from since s
          where s.debit = a.account and s.currency = c.currency), 0) as debit_minor,
        coalesce(b.credit_minor, 0) - coalesce((select sum(minor) from since s
          where s.credit = a.account and s.currency = c.currency), 0) as credit_minor,
        least(:asOf, (select coalesce(min(position), 0) from projection_position
          where name = 'projections.ledger.postings')) as as_of
      from (select distinct currency from ledger_balance) c
        cross join unnest(array['CUSTOMER', 'REVENUE', 'TAX', 'REFUNDS', 'HELD', 'CLEARING'])
          with ordinality as a(account, place)
        left join ledger_balance b on b.account = a.account and b.currency = c.currency
      order by c.currency, a.place
      """;

  private static final String ENTRIES =
      "select * from ledger_posting where position > ? %s order by position limit ?";

  private final JdbcClient views;

  LedgerViews(JdbcClient views) {
    this.views = views;
  }

  /// All accounts as they stood after a position.
  LedgerAccounts accounts(long asOf) {
    long[] reached = {0};
    List<AccountBalance> accounts =
        views
            .sql(ACCOUNTS)
            .param("asOf", asOf)
            .query((row, _) -> {
              reached[0] = row.getLong("as_of");
              return account(row);
            })
            .list();
    return new LedgerAccounts(reached[0], accounts);
  }

  /// Entries in the order of the log.
  ///
  /// @param order only those of this order; null for all
  /// @param after position of the last entry of the page before
  Page<LedgerEntry> entries(@Nullable String order, long after, int limit) {
    JdbcClient.StatementSpec statement =
        order == null
            ? views.sql(ENTRIES.formatted("")).params(after, limit + 1)
            : views.sql(ENTRIES.formatted("and order_id = ?")).params(after, order, limit + 1);
    List<LedgerEntry> rows = statement.query((row, _) -> entry(row)).list();
    return Pages.cut(rows, limit, last -> Cursor.after(last.position()));
  }

  private static AccountBalance account(ResultSet row) throws SQLException {
    Money debit = Columns.money(row, "debit_minor", "currency");
    Money credit = Columns.money(row, "credit_minor", "currency");
    return new AccountBalance(
        Account.valueOf(row.getString("account")), debit, credit, debit.minus(credit));
  }

  private static LedgerEntry entry(ResultSet row) throws SQLException {
    return new LedgerEntry(
        row.getLong("position"),
        row.getString("what"),
        row.getString("order_id"),
        Account.valueOf(row.getString("debit")),
        Account.valueOf(row.getString("credit")),
        Money.of(row.getLong("amount_minor"), new Currency(row.getString("currency"))),
        Columns.at(row, "at"));
  }
}
