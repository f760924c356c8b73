package io.daybook.ledger.projection;

import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.projection.LoggedEvent;
import io.daybook.kernel.projection.ReadModel;
import io.daybook.kernel.projection.Rows;
import io.daybook.ledger.query.Account;
import io.daybook.ordering.event.CreditNoteEvent;
import io.daybook.ordering.event.OrderEvent;
import io.daybook.payment.event.PaymentEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The money ledger: every event that moves money debits one account and credits another.
///
/// It keeps its own copy of what an order came to and of what is held for it: the events that
/// confirm, void and cancel don't repeat these.
final class LedgerProjection implements ReadModel {

  static final String NAME = "projections.ledger.postings";

  private static final String LOAD =
      "select order_id, currency, total_minor, given_back_minor, held_minor from ledger_order"
          + " where order_id = any(?)";
  private static final String REMEMBER =
      """
      insert into ledger_order (order_id, currency, total_minor, given_back_minor, held_minor)
      select * from unnest(?, ?, ?, ?, ?)
      on conflict (order_id) do update set
        given_back_minor = excluded.given_back_minor, held_minor = excluded.held_minor
      """;
  private static final String POST =
      """
      insert into ledger_posting
        (position, debit, credit, amount_minor, currency, order_id, what, at)
      select * from unnest(?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String BALANCE =
      """
      insert into ledger_balance as b (account, currency, debit_minor, credit_minor)
      select * from unnest(?, ?, ?, ?)
      on conflict (account, currency) do update set
        debit_minor = b.debit_minor + excluded.debit_minor,
        credit_minor = b.credit_minor + excluded.credit_minor
      """;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tables() {
    return List.of("ledger_posting", "ledger_balance", "ledger_order");
  }

  @Override
  public Set<String> streams() {
    return Set.of(OrderEvent.STREAM_TYPE, PaymentEvent.STREAM_TYPE, CreditNoteEvent.STREAM_TYPE);
  }

  @Override
  public boolean sharesRows() {
    return true;
  }

  @Override
  public Posting begin() {
    return new Batch();
  }

  private static final class Batch implements Posting {

    private final List<LoggedEvent> events = new ArrayList<>();
    private final Map<OrderId, OrderMoney> orders = new LinkedHashMap<>();
    private final Rows postings =
        Rows.of(POST, "int8", "text", "text", "int8", "text", "text", "text", "timestamptz");
    private final Map<Side, Long> debits = new TreeMap<>();
    private final Map<Side, Long> credits = new TreeMap<>();

    @Override
    public void on(LoggedEvent logged) {
      if (Bookkeeper.minds(logged.event())) {
        events.add(logged);
      }
    }

    @Override
    public void write(Connection connection) throws SQLException {
      if (events.isEmpty()) {
        return;
      }
      load(connection);
      Map<OrderId, OrderMoney> before = new HashMap<>(orders);
      Bookkeeper bookkeeper = new Bookkeeper(orders);
      for (LoggedEvent logged : events) {
        bookkeeper.post(logged.event()).ifPresent(entry -> add(entry, logged));
      }
      remember(before, connection);
      postings.write(connection);
      balance(connection);
    }

    private void load(Connection connection) throws SQLException {
      Object[] ids =
          events.stream()
              .map(it -> Bookkeeper.about(it.event()))
              .flatMap(Optional::stream)
              .map(OrderId::value)
              .distinct()
              .toArray();
      try (PreparedStatement load = connection.prepareStatement(LOAD)) {
        load.setArray(1, connection.createArrayOf("text", ids));
        try (ResultSet rows = load.executeQuery()) {
          while (rows.next()) {
            Currency currency = new Currency(rows.getString(2));
            orders.put(
                new OrderId(rows.getString(1)),
                new OrderMoney(
                    Money.of(rows.getLong(3), currency),
                    Money.of(rows.getLong(4), currency),
                    Money.of(rows.getLong(5), currency)));
          }
        }
      }
    }

    private void add(Entry entry, LoggedEvent logged) {
      Money amount = entry.amount();
      String currency = amount.currency().toString();
      postings.add(
          logged.position(),
          entry.debit(),
          entry.credit(),
          amount.minor(),
          currency,
          Bookkeeper.orderOf(logged.event()).orElse(null),
          logged.name(),
          logged.at());
      debits.merge(new Side(entry.debit(), currency), amount.minor(), Math::addExact);
      credits.merge(new Side(entry.credit(), currency), amount.minor(), Math::addExact);
    }

    private void remember(Map<OrderId, OrderMoney> before, Connection connection)
        throws SQLException {
      Rows changed = Rows.of(REMEMBER, "text", "text", "int8", "int8", "int8");
      orders.forEach((id, now) -> {
        if (!now.equals(before.get(id))) {
          changed.add(
              id,
              now.total().currency(),
              now.total().minor(),
              now.givenBack().minor(),
              now.held().minor());
        }
      });
      changed.write(connection);
    }

    private void balance(Connection connection) throws SQLException {
      Rows balances = Rows.of(BALANCE, "text", "text", "int8", "int8");
      TreeMap<Side, Long> sides = new TreeMap<>(debits);
      sides.putAll(credits);
      for (Side side : sides.keySet()) {
        balances.add(
            side.account(),
            side.currency(),
            debits.getOrDefault(side, 0L),
            credits.getOrDefault(side, 0L));
      }
      balances.write(connection);
    }
  }

  /// One account in one currency, in the order in which rows are locked.
  private record Side(Account account, String currency) implements Comparable<Side> {

    @Override
    public int compareTo(Side other) {
      int byCurrency = currency.compareTo(other.currency);
      return byCurrency != 0 ? byCurrency : account.compareTo(other.account);
    }
  }
}
