package io.daybook.audit.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.audit.projection.AuditReport.Finding;
import io.daybook.audit.projection.AuditReport.Mismatch;
import io.daybook.audit.projection.AuditReport.Named;
import io.daybook.audit.projection.AuditReport.Standing;
import io.daybook.axon.Quarantine;
import io.daybook.inventory.event.ReservationEvent.ReleaseReason;
import io.daybook.inventory.event.StockItemEvent.StockReservedCorrected;
import io.daybook.inventory.event.StockLevel;
import io.daybook.inventory.projection.InventoryProjections;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.StreamId;
import io.daybook.kernel.projection.ListedLog;
import io.daybook.kernel.projection.LogOf;
import io.daybook.kernel.projection.Mistaken;
import io.daybook.kernel.projection.RandomShop;
import io.daybook.kernel.projection.ReadModel;
import io.daybook.kernel.projection.ReadModels;
import io.daybook.kernel.projection.ViewQuarantines;
import io.daybook.kernel.projection.ViewsDatabase;
import io.daybook.ordering.projection.OrderingProjections;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

final class AuditorIT {

  private static final Duration LIMIT = Duration.ofMinutes(30);

  @RegisterExtension private static final ViewsDatabase VIEWS = new ViewsDatabase();

  private final Audit audit = new Audit(VIEWS.jdbc());

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void a_shop_in_order_breaks_nothing_however_its_log_is_cut_and_repeated(long seed) {
    var log = LogOf.events(new RandomShop(seed, 6).withOrders(80));
    tables(log);
    Random random = new Random(seed);
    int done = 0;
    while (done < log.size()) {
      Auditor auditor = auditor(log);
      assertThat(auditor.position()).isEqualTo(done);
      int from = Math.max(0, done - random.nextInt(20));
      int to = Math.min(log.size(), done + 1 + random.nextInt(random.nextBoolean() ? 3 : 200));
      auditor.apply(List.copyOf(log.subList(from, to)), to);
      done = to;
    }
    look(log, Duration.ofDays(1), Set.of());

    AuditReport report = audit.report();
    assertThat(report.position()).isEqualTo(log.size());
    assertThat(report.breaches()).isEmpty();
    assertThat(report.mismatches()).isEmpty();
    assertThat(report.invariants())
        .extracting(Standing::invariant)
        .containsExactly(Invariant.values());
  }

  @Test
  void a_breach_names_its_events_also_those_of_earlier_batches() {
    var log = LogOf.events(Sale.complete().captured().log());
    one(log);

    Finding found = only(audit.report());
    assertThat(found.invariant()).isEqualTo(Invariant.C4);
    assertThat(found.subject()).isEqualTo("order/1");
    assertThat(found.events().getLast())
        .isEqualTo(new Named(8, "payment.captured", "event-8", "payment/1"));
    assertThat(found.events())
        .extracting(Named::type)
        .containsExactly(
            "ordering.order-placed",
            "inventory.reservation-made",
            "payment.authorized",
            "ordering.order-confirmed",
            "payment.captured",
            "payment.captured");
  }

  @Test
  void stock_reserved_for_nobody_is_found_and_is_over_when_corrected() {
    List<DomainEvent> broken = new Sale().received(10).stockReserved(10, 5).log();
    one(LogOf.events(broken));
    look(LogOf.events(broken), Duration.ZERO, Set.of());
    look(LogOf.events(broken), Duration.ZERO, Set.of());
    assertThat(only(audit.report()).invariant()).isEqualTo(Invariant.S1);
    assertThat(audit.mismatches()).containsExactly(new Mismatch("mug", 5, 0, 2));

    var mended =
        LogOf.events(
            new Sale()
                .received(10)
                .stockReserved(10, 5)
                .and(new StockReservedCorrected(Sale.MUG, -5, "found", new StockLevel(10, 0)))
                .placed()
                .log());
    auditor(mended).apply(mended, mended.size());

    assertThat(audit.mismatches()).isEmpty();
    assertThat(audit.report().breaches()).isEmpty();
    assertThat(audit.standings())
        .filteredOn(it -> it.invariant() == Invariant.S1)
        .extracting(Standing::found)
        .containsExactly(1L);
  }

  @Test
  void an_event_that_only_a_later_release_knows_is_passed_over() {
    var log = LogOf.events(Sale.begun().log());
    LogOf.appendUnknown(log, new StreamId("order", "1"), "ordering.gift-wrapped");
    one(log);
    assertThat(audit.report().position()).isEqualTo(log.size());

    LogOf.appendUnknown(log, new StreamId("parcel", "1"), "shipping.parcel-packed");
    auditor(log).apply(log.subList(log.size() - 1, log.size()), log.size());

    assertThat(audit.report().position()).isEqualTo(log.size());
    assertThat(audit.report().breaches()).isEmpty();
  }

  @Test
  void an_order_that_takes_too_long_is_reported_until_it_ends() {
    Sale sale = Sale.begun();
    var log = LogOf.events(sale.log());
    one(log);
    look(log, LIMIT.minusSeconds(1), Set.of());
    assertThat(audit.report().breaches()).isEmpty();
    look(log, LIMIT.plusSeconds(1), Set.of());
    Finding found = only(audit.report());
    assertThat(found.invariant()).isEqualTo(Invariant.C2);
    assertThat(found.events()).extracting(Named::position).containsExactly(2L, 3L);

    sale.authorized().confirmed().captured();
    var whole = LogOf.events(sale.log());
    auditor(whole).apply(whole, whole.size());

    assertThat(audit.report().breaches()).isEmpty();
  }

  @Test
  void an_order_that_somebody_has_been_told_about_is_not_reported() {
    var log = LogOf.events(Sale.begun().log());
    one(log);
    look(log, LIMIT.plusDays(1), Set.of("1"));
    assertThat(audit.report().breaches()).isEmpty();
  }

  @Test
  void a_cancelled_order_that_keeps_its_stock_is_reported() {
    var log = LogOf.events(Sale.begun().cancelled(false).log());
    one(log);
    look(log, LIMIT.plusSeconds(1), Set.of());
    assertThat(only(audit.report()).invariant()).isEqualTo(Invariant.C5);
  }

  @Test
  void a_view_that_is_not_what_the_log_says_is_reported_until_it_is() {
    Sale sale = Sale.complete().cancelled(true).released(ReleaseReason.ORDER_CANCELLED, 10);
    var log = LogOf.events(sale.refunded(500).log());
    tables(log);
    one(log);
    look(log, Duration.ZERO, Set.of());
    assertThat(audit.report().breaches()).isEmpty();

    VIEWS.jdbc().sql("update stock_level set promised = 3").update();
    look(log, Duration.ZERO, Set.of());
    Finding found = only(audit.report());
    assertThat(found.invariant()).isEqualTo(Invariant.P1);
    assertThat(found.subject()).isEqualTo("stock-item/mug");
    assertThat(found.events()).extracting(Named::type).containsExactly("inventory.stock-released");

    VIEWS.jdbc().sql("update stock_level set promised = 0").update();
    look(log, Duration.ZERO, Set.of());
    assertThat(audit.report().breaches()).isEmpty();
  }

  @Test
  void a_row_in_quarantine_is_known_to_be_stale_and_one_that_was_skipped_is_not() {
    var log =
        LogOf.events(
            Sale.complete().cancelled(true).released(ReleaseReason.ORDER_CANCELLED, 10).log());
    Mistaken stock = Mistaken.of(new InventoryProjections().stockLevelProjection());
    stock.mistakes().add(10L);
    ReadModels tables = new ReadModels(VIEWS.pool(), List.of(stock), Duration.ZERO);
    assertThat(tables.position()).isZero();
    tables.apply(log, log.size());
    Quarantine held =
        ViewQuarantines.of(List.of(stock), List.of(), new ListedLog(log), VIEWS.pool())
            .of(stock.name());
    assertThat(held.held()).hasSize(1);
    one(log);
    look(log, Duration.ZERO, Set.of());
    assertThat(audit.report().breaches()).isEmpty();

    assertThat(held.skip("mug", 10)).isEmpty();

    look(log, Duration.ZERO, Set.of());
    assertThat(only(audit.report()).invariant()).isEqualTo(Invariant.P1);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 2_000})
  void it_is_many_times_faster_than_a_shop(int batch) {
    var log = LogOf.events(new RandomShop(17, 300).withOrders(2_000));
    long start = System.nanoTime();
    for (int from = 0; from < log.size(); from += batch) {
      int to = Math.min(log.size(), from + batch);
      auditor(log).apply(List.copyOf(log.subList(from, to)), to);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "The auditor: %,d events in batches of %,d in %.2f s, %,.0f a second%n",
        log.size(), batch, seconds, log.size() / seconds);
    assertThat(audit.report().breaches()).isEmpty();
    assertThat(log.size() / seconds).isGreaterThan(1_000);
  }

  private static void one(List<TrackedEventMessage<?>> log) {
    for (int i = 0; i < log.size(); i++) {
      auditor(log).apply(List.of(log.get(i)), i + 1);
    }
  }

  /// Looks around so long after everything was recorded.
  private static void look(
      List<TrackedEventMessage<?>> log, Duration later, Set<String> incidents) {
    Lookout lookout =
        new Lookout(
            new AuditDatabase(VIEWS.pool()),
            auditor(log),
            new Breaches(new EventNames(new ListedLog(log))),
            new ViewSample(1_000),
            _ -> incidents,
            LIMIT,
            Clock.fixed(LogOf.RECORDED.plus(later), ZoneOffset.UTC));
    lookout.look(() -> true);
    lookout.look(() -> true);
  }

  private static Finding only(AuditReport report) {
    assertThat(report.breaches()).hasSize(1);
    return report.breaches().getFirst();
  }

  private static Auditor auditor(List<TrackedEventMessage<?>> log) {
    return new Auditor(
        new AuditDatabase(VIEWS.pool()),
        new Breaches(new EventNames(new ListedLog(log))),
        Duration.ZERO);
  }

  private static void tables(List<TrackedEventMessage<?>> log) {
    try (var context =
        new AnnotationConfigApplicationContext(
            InventoryProjections.class, OrderingProjections.class)) {
      List<ReadModel> models = context.getBeanProvider(ReadModel.class).orderedStream().toList();
      ReadModels tables = new ReadModels(VIEWS.pool(), models, Duration.ZERO);
      assertThat(tables.position()).isZero();
      tables.apply(log, log.size());
    }
  }
}
