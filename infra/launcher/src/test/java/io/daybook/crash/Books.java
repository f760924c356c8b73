package io.daybook.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.audit.projection.Audit;
import io.daybook.audit.projection.AuditReport;
import io.daybook.audit.projection.AuditReport.Standing;
import io.daybook.launcher.privacy.Remains;
import io.daybook.privacy.PrivacySettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The books of a shop in which nothing is going on any more.
final class Books {

  /// Longer than the auditor lets an order be unsettled, and some looks of it.
  private static final Duration LONG_ENOUGH_FOR_THE_AUDITOR = Duration.ofMillis(1_600);

  private final Task task;
  private final Shopper shopper;
  private final ApplicationContext application;

  Books(Task task, Shopper shopper, ApplicationContext application) {
    this.task = task;
    this.shopper = shopper;
    this.application = application;
  }

  /// @throws AssertionError when they are wrong
  void check() {
    List<String> orders = task.journal().begun();
    for (String order : orders) {
      String history = shopper.history(order);
      assertThat(task.scenario().isEnd(history)).as("%s: %s", order, history).isTrue();
      provider(order, history);
    }
    stock(orders);
    ledger(orders);
    audit();
    if (task.scenario() == Scenario.ERASURE) {
      orders.forEach(this::nothingIsLeft);
    }
    System.out.printf("The books of %d orders are right.%n", orders.size());
  }

  private void nothingIsLeft(String order) {
    Personal customer = shopper.personal(order);
    Remains remains =
        new Remains(
            shopper.log(),
            Map.of(
                "events", application.getBean("eventsDataSource", DataSource.class),
                "sagas", application.getBean("sagasDataSource", DataSource.class),
                "views", application.getBean("viewsDataSource", DataSource.class)),
            application.getBean(PrivacySettings.class));
    assertThat(remains.of(customer.id(), customer.values())).as(order).isEmpty();
    long head = shopper.log().head();
    customer.isErasedFor(shopper);
    assertThat(shopper.log().head()).as("erasing again writes nothing").isEqualTo(head);
  }

  private void audit() {
    Awaitility.await().pollDelay(LONG_ENOUGH_FOR_THE_AUDITOR).until(() -> true);
    AuditReport report = application.getBean(Audit.class).report();
    assertThat(report.breaches()).isEmpty();
    assertThat(report.mismatches()).isEmpty();
    assertThat(report.invariants()).extracting(Standing::found).containsOnly(0L);
  }

  /// Money that was promised is in the ledger; where none was, nothing is.
  private void ledger(List<String> orders) {
    JdbcClient views = database("viewsDataSource");
    assertThat(
            views
                .sql("select coalesce(sum(debit_minor - credit_minor), 0) from ledger_balance")
                .query(Long.class)
                .single())
        .isZero();
    boolean promised =
        orders.stream().anyMatch(it -> shopper.history(it).contains("PaymentAuthorized"));
    assertThat(views.sql("select count(*) > 0 from ledger_posting").query(Boolean.class).single())
        .isEqualTo(promised);
  }

  private void stock(List<String> orders) {
    long live = orders.stream().filter(it -> shopper.history(it).endsWith("Made")).count();
    long shipped = orders.stream().filter(it -> shopper.history(it).endsWith("Shipped")).count();
    assertThat(
            database("viewsDataSource")
                .sql("select on_hand, promised from stock_level where sku = ?")
                .param(Shopper.MUG.value())
                .query((row, _) -> List.of(row.getLong("on_hand"), row.getLong("promised")))
                .single())
        .as("on hand and promised")
        .containsExactly(
            Shopper.DELIVERED - shipped * (Shopper.UNITS - Shopper.RETURNED), live * Shopper.UNITS);
  }

  /// What was taken from the card and given back, as the provider has it.
  private void provider(String order, String history) {
    long total = Shopper.PRICE.minor() * Shopper.UNITS;
    boolean taken = history.contains("PaymentCaptured");
    long givenBack =
        switch (task.scenario()) {
          case CANCELLATION -> total;
          case RETURN -> Shopper.PRICE.minor() * Shopper.RETURNED;
          case CHECKOUT, CHANGE_OF_MIND, LATE_SUCCESS, ERASURE -> 0;
        };
    assertThat(
            database("eventsDataSource")
                .sql(
                    """
                    select state, captured_minor, refunded_minor
                    from sandbox.payment where order_id = ?
                    """)
                .param(order)
                .query((row, _) -> List.of(row.getString(1), row.getLong(2), row.getLong(3)))
                .list())
        .as(order)
        .containsExactly(List.of(taken ? "CAPTURED" : "VOIDED", taken ? total : 0L, givenBack));
  }

  private JdbcClient database(String name) {
    return JdbcClient.create(application.getBean(name, DataSource.class));
  }
}
