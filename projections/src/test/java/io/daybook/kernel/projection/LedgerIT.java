package io.daybook.kernel.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.axon.Quarantine;
import io.daybook.ledger.projection.LedgerProjections;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.dao.DataAccessException;

final class LedgerIT {

  private static final String BALANCES =
      "select account, debit_minor - credit_minor as balance from ledger_balance";
  private static final String BALANCES_AS_OF =
      """
      select account, sum(minor)::int8 as balance from (
        select debit as account, amount_minor as minor from ledger_posting where position <= ?
        union all
        select credit, -amount_minor from ledger_posting where position <= ?) legs
      group by account
      """;

  @RegisterExtension private static final ViewsDatabase VIEWS = new ViewsDatabase();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void at_every_position_each_account_is_what_it_means_and_all_add_up_to_nothing(long seed) {
    var log = LogOf.events(new RandomShop(seed, 7).withOrders(60));
    live(log, new Random(seed));
    NaiveLedger naive = new NaiveLedger();
    for (TrackedEventMessage<?> event : log) {
      LoggedEvent logged = LoggedEvent.of(event);
      naive.on(logged);
      if (logged.position() % 7 == 0 || logged.position() == log.size()) {
        Map<String, Long> balances = balances(BALANCES_AS_OF, logged.position());
        assertThat(balances.values().stream().mapToLong(Long::longValue).sum()).isZero();
        naive
            .balances()
            .forEach((account, balance) ->
                assertThat(balances.getOrDefault(account, 0L))
                    .as("%s at %d", account, logged.position())
                    .isEqualTo(balance));
      }
    }
    assertThat(balances(BALANCES)).isEqualTo(balances(BALANCES_AS_OF, log.size()));
  }

  @Test
  void a_rebuild_gives_the_same_postings() {
    var log = LogOf.events(new RandomShop(11, 7).withOrders(80));
    live(log, new Random(3));
    List<String> before = rows();
    VIEWS.empty();
    ReadModels rebuilt = ledger();
    assertThat(rebuilt.position()).isZero();

    rebuilt.apply(log, log.size());

    assertThat(rows()).isNotEmpty().isEqualTo(before);
  }

  @Test
  void money_of_an_order_that_is_held_is_posted_once_when_it_is_mended() {
    var log = LogOf.events(new RandomShop(11, 7).withOrders(80));
    live(log, new Random(3));
    List<String> before = rows();
    Map<String, Long> balances = balances(BALANCES);
    VIEWS.empty();
    Mistaken ledger = Mistaken.of(model());
    Random random = new Random(4);
    random.longs(12, 1, log.size()).forEach(ledger.mistakes()::add);
    ReadModels tables = new ReadModels(VIEWS.pool(), List.of(ledger), Duration.ZERO);
    assertThat(tables.position()).isZero();

    tables.apply(log, log.size());

    assertThat(balances(BALANCES).values().stream().mapToLong(Long::longValue).sum()).isZero();
    assertThat(rows()).isNotEqualTo(before);
    ledger.mistakes().clear();
    Quarantine held =
        ViewQuarantines.of(List.of(ledger), List.of(), new ListedLog(log), VIEWS.pool())
            .of(ledger.name());
    assertThat(held.held()).isNotEmpty().allMatch(it -> held.redrive(it.sequence()).isEmpty());
    assertThat(rows()).isEqualTo(before);
    assertThat(balances(BALANCES)).isEqualTo(balances);
  }

  @Test
  void a_balance_that_nobody_posted_is_refused() {
    live(LogOf.events(new RandomShop(2, 3).withOrders(10)), new Random(2));
    assertThatThrownBy(() ->
            VIEWS
                .jdbc()
                .sql("update ledger_balance set debit_minor = debit_minor + 1 where account = ?")
                .param("CLEARING")
                .update())
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("out of balance");
  }

  /// Batches of any size, some of which come again.
  private static void live(List<TrackedEventMessage<?>> log, Random random) {
    int done = 0;
    while (done < log.size()) {
      ReadModels ledger = ledger();
      assertThat(ledger.position()).isEqualTo(done);
      int from = Math.max(0, done - random.nextInt(30));
      int to = Math.min(log.size(), done + 1 + random.nextInt(random.nextBoolean() ? 3 : 400));
      ledger.apply(List.copyOf(log.subList(from, to)), to);
      done = to;
    }
  }

  private static ReadModels ledger() {
    return new ReadModels(VIEWS.pool(), List.of(model()), Duration.ZERO);
  }

  private static ReadModel model() {
    try (var context = new AnnotationConfigApplicationContext(LedgerProjections.class)) {
      return context.getBean(ReadModel.class);
    }
  }

  private static Map<String, Long> balances(String sql, Object... parameters) {
    Object[] all =
        parameters.length == 0 ? parameters : new Object[] {parameters[0], parameters[0]};
    Map<String, Long> balances = new TreeMap<>();
    VIEWS
        .jdbc()
        .sql(sql)
        .params(all)
        .query(row -> {
          balances.put(row.getString("account"), row.getLong("balance"));
        });
    return balances;
  }

  private static List<String> rows() {
    return VIEWS
        .jdbc()
        .sql("select p::text from ledger_posting p order by position")
        .query(String.class)
        .list();
  }
}
