package io.daybook.cli.verify;

import io.daybook.cli.verify.OrderFold.Order;
import io.daybook.kernel.Money;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Claims that the money ledger is balanced and that each account says what it means by the fold of
/// the log.
final class LedgerCheck {

  private final LogFold fold;
  private final Offenders offenders = new Offenders();

  LedgerCheck(LogFold fold) {
    this.fold = fold;
  }

  /// Holds accounts, of whatever position, to adding up to nothing in each currency.
  void balanced(JsonNode ledger) {
    Amounts all = new Amounts();
    ledger.path("accounts").forEach(it -> all.add(LogEvent.money(it.path("balance"))));
    offenders.unless(
        all.equals(new Amounts()),
        "all accounts at position %d come to %s".formatted(ledger.path("asOf").asLong(), all));
  }

  /// Holds the accounts of now to the fold.
  Check of(JsonNode ledger) {
    balanced(ledger);
    Map<String, Amounts> told = new LinkedHashMap<>();
    for (JsonNode it : ledger.path("accounts")) {
      told.computeIfAbsent(it.path("account").asString(), _ -> new Amounts())
          .add(LogEvent.money(it.path("balance")));
    }
    Map<String, Amounts> expected = expected();
    expected.forEach((account, balance) ->
        offenders.unless(balance.equals(told.getOrDefault(account, new Amounts())), account));
    return offenders.check(
        "The ledger's accounts add up to nothing, and each is what the log says",
        "%s clearing, %s held; negative is a credit: %s customers, %s revenue, %s refunds"
            .formatted(
                told.getOrDefault("CLEARING", new Amounts()),
                told.getOrDefault("HELD", new Amounts()),
                told.getOrDefault("CUSTOMER", new Amounts()),
                told.getOrDefault("REVENUE", new Amounts()),
                told.getOrDefault("REFUNDS", new Amounts())));
  }

  private Map<String, Amounts> expected() {
    Map<String, Amounts> expected = new LinkedHashMap<>();
    for (String account :
        new String[] {"CUSTOMER", "REVENUE", "TAX", "REFUNDS", "HELD", "CLEARING"}) {
      expected.put(account, new Amounts());
    }
    for (Order it : fold.orders.orders().values()) {
      Money nothing = Money.zero(it.total.currency());
      Money revenue = it.wasConfirmed ? it.total : nothing;
      Money refunds =
          it.wasConfirmed && it.status.equals("CANCELLED")
              ? it.total
              : it.returned.plus(it.credited);
      Money clearing = it.captured.minus(it.refunded);
      add(expected, "REVENUE", revenue.times(-1));
      add(expected, "REFUNDS", refunds);
      add(expected, "HELD", it.held());
      add(expected, "CLEARING", clearing);
      add(expected, "CUSTOMER", revenue.minus(refunds).minus(it.held()).minus(clearing));
    }
    for (Money it : fold.orders.creditNotes().values()) {
      add(expected, "REFUNDS", it);
      add(expected, "CUSTOMER", it.times(-1));
    }
    return expected;
  }

  private static void add(Map<String, Amounts> accounts, String account, Money money) {
    accounts.computeIfAbsent(account, _ -> new Amounts()).add(money);
  }
}
