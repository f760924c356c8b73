package io.daybook.kernel.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.axon.EventSerializer;
import io.daybook.axon.Quarantine;
import io.daybook.axon.Quarantine.Held;
import io.daybook.axon.TransientFailure;
import io.daybook.catalog.event.ProductEvent.PriceChanged;
import io.daybook.catalog.event.ProductEvent.ProductListed;
import io.daybook.catalog.event.ProductEvent.ProductRevised;
import io.daybook.kernel.Currency;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import io.daybook.ordering.event.OrderEvent.Channel;
import io.daybook.ordering.event.OrderEvent.OrderConfirmed;
import io.daybook.ordering.event.OrderEvent.OrderPlaced;
import io.daybook.ordering.event.OrderEvent.OrderShipped;
import io.daybook.ordering.event.OrderLine;
import io.daybook.ordering.event.OrderLine.LineKind;
import io.daybook.payment.event.PaymentEvent.PaymentCaptured;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A row whose event can't be taken stands still alone, and is mended.
final class HeldRowsIT {

  private static final Sku MUG = new Sku("mug");
  private static final Sku LAMP = new Sku("lamp");
  private static final OrderId BAD = new OrderId("bad");
  private static final OrderId GOOD = new OrderId("good");
  private static final String PRODUCTS = "projections.catalog.products";
  private static final String ORDERS = "projections.ordering.orders";
  private static final String SALES = "projections.ordering.sales";
  private static final String TIMELINES = "projections.ordering.timelines";
  private static final String PAYMENTS = "projections.payment.payments";

  /// What PostgreSQL keeps in no text.
  private static final String UNSPEAKABLE = "Mug\0";

  @RegisterExtension private static final ViewsDatabase VIEWS = new ViewsDatabase();

  private final MistakenViews views = new MistakenViews(VIEWS::pool);
  private final List<TrackedEventMessage<?>> log = new ArrayList<>();

  @Test
  void an_event_that_cannot_be_taken_holds_only_its_own_row() {
    happen(
        listed(MUG),
        listed(LAMP),
        new ProductRevised(MUG, UNSPEAKABLE, "", "Kitchen"),
        new PriceChanged(MUG, pounds(300), pounds(200)),
        new PriceChanged(LAMP, pounds(900), pounds(200)));

    views.take(log);

    assertThat(price(MUG)).isEqualTo(200);
    assertThat(price(LAMP)).isEqualTo(900);
    Held held = only(PRODUCTS);
    assertThat(held.sequence()).isEqualTo("mug");
    assertThat(held.eventType()).isEqualTo("ProductRevised");
    assertThat(held.position()).isEqualTo(3);
    assertThat(held.failure()).contains("0x00");
    assertThat(held.waiting()).isEqualTo(2);
    assertThat(views.held()).hasSize(1);
    assertThat(views.position()).as("nobody who has a token waits for it").isEqualTo(5);
  }

  @Test
  void what_comes_later_waits_behind_it_and_is_taken_in_order_and_once_when_redriven() {
    happen(placed(BAD), placed(GOOD));
    views.of(ORDERS).mistakes().add(3L);
    views.take(log);

    happen(new OrderConfirmed(BAD), new OrderConfirmed(GOOD));
    views.take(log);
    happen(new OrderShipped(BAD), new OrderShipped(GOOD));
    views.take(log);

    assertThat(status(BAD)).isEqualTo("PLACED 1");
    assertThat(status(GOOD)).isEqualTo("CONFIRMED 3");
    assertThat(only(ORDERS).waiting()).isEqualTo(2);
    assertThat(quarantine(ORDERS).redrive("bad")).get().extracting(Held::attempts).isEqualTo(2);
    assertThat(status(BAD)).isEqualTo("PLACED 1");

    views.of(ORDERS).mistakes().clear();
    assertThat(quarantine(ORDERS).redrive("bad")).isEmpty();
    assertThat(quarantine(ORDERS).redrive("bad")).as("is free").isEmpty();

    assertThat(status(BAD)).isEqualTo("CONFIRMED 3");
    assertThat(views.held()).isEmpty();
    views.assertTables(log);
  }

  @Test
  void a_row_that_is_made_of_a_held_row_waits_with_it_and_the_others_of_its_order_go_on() {
    happen(placed(BAD), new OrderConfirmed(BAD), new PaymentCaptured(BAD, pounds(500)));
    views.of(ORDERS).mistakes().add(1L);

    views.take(log);

    assertThat(only(ORDERS).waiting()).isEqualTo(2);
    assertThat(only(SALES).failure()).contains("projections.ordering.orders holds it");
    assertThat(views.held()).hasSize(2);
    assertThat(count("order_timeline")).isEqualTo(3);
    assertThat(count("payment")).isEqualTo(1);
    views.of(ORDERS).mistakes().clear();
    assertThat(quarantine(SALES).redrive("bad")).as("its order is still held").isPresent();
    assertThat(count("sales")).isZero();

    assertThat(quarantine(ORDERS).redrive("bad")).isEmpty();

    assertThat(views.held()).isEmpty();
    views.assertTables(log);
  }

  @Test
  void a_skipped_event_is_left_out_once_and_the_rest_is_taken() {
    happen(
        listed(MUG),
        new ProductRevised(MUG, UNSPEAKABLE, "", "Kitchen"),
        new PriceChanged(MUG, pounds(300), pounds(200)));
    views.take(log);

    assertThat(quarantine(PRODUCTS).skip("mug", 3)).as("another event").isPresent();
    assertThat(quarantine(PRODUCTS).skip("mug", 2)).isEmpty();
    assertThat(quarantine(PRODUCTS).skip("mug", 2)).isEmpty();

    assertThat(price(MUG)).isEqualTo(300);
    assertThat(text("select name from product")).isEqualTo("Mug");
    happen(new PriceChanged(MUG, pounds(400), pounds(300)));
    views.take(log);
    assertThat(price(MUG)).isEqualTo(400);
  }

  @Test
  void an_event_that_cannot_be_read_holds_what_its_stream_is_written_to() {
    happen(placed(BAD), placed(GOOD));
    log.add(unreadable(3));
    views.take(log);
    happen(new OrderConfirmed(GOOD));

    views.take(log);

    assertThat(status(GOOD)).isEqualTo("CONFIRMED 2");
    assertThat(views.held()).extracting(Held::sequence).containsOnly("bad");
    assertThat(views.held()).extracting(Held::reader).contains(ORDERS, SALES, TIMELINES);
    assertThat(views.held()).extracting(Held::reader).doesNotContain(PRODUCTS, PAYMENTS);
  }

  @Test
  void nobody_is_held_while_the_database_is_away() {
    happen(listed(MUG), listed(LAMP), new PriceChanged(MUG, pounds(300), pounds(200)));
    views.of(PRODUCTS).breakdowns().add(3L);

    for (int attempt = 0; attempt < 3; attempt++) {
      assertThatThrownBy(() -> views.take(log)).matches(TransientFailure::is);
    }
    assertThat(views.held()).isEmpty();
    assertThat(views.position()).isZero();

    views.of(PRODUCTS).breakdowns().clear();
    views.take(log);
    assertThat(price(MUG)).isEqualTo(300);
  }

  @Test
  void nobody_is_held_for_a_table_that_is_not_there() {
    happen(listed(MUG), listed(LAMP));
    VIEWS.jdbc().sql("alter table product rename to away").update();

    assertThatThrownBy(() -> views.take(log)).hasStackTraceContaining("\"product\" does not exist");

    assertThat(views.held()).isEmpty();
    VIEWS.jdbc().sql("alter table away rename to product").update();
    views.take(log);
    assertThat(count("product")).isEqualTo(2);
  }

  @Test
  void a_mend_that_breaks_off_in_the_middle_leaves_all_as_it_was() {
    happen(placed(BAD), new OrderConfirmed(BAD), new OrderShipped(BAD));
    views.of(ORDERS).mistakes().add(1L);
    views.take(log);
    views.of(ORDERS).mistakes().clear();
    views.of(ORDERS).breakdowns().add(3L);

    assertThatThrownBy(() -> quarantine(ORDERS).redrive("bad")).matches(TransientFailure::is);

    assertThat(count("orders")).isZero();
    assertThat(only(ORDERS).waiting()).isEqualTo(3);
    views.of(ORDERS).breakdowns().clear();
    assertThat(quarantine(ORDERS).redrive("bad")).isEmpty();
    views.assertTables(log);
  }

  @Test
  void a_read_model_that_is_built_again_holds_nothing() {
    happen(placed(BAD), new OrderConfirmed(BAD));
    views.of(ORDERS).mistakes().add(1L);
    views.take(log);
    assertThat(views.held()).hasSize(2);
    views.of(ORDERS).mistakes().clear();

    VIEWS.jdbc().sql("truncate orders, sales").update();
    VIEWS
        .jdbc()
        .sql("update projection_position set position = 0 where name in (?, ?)")
        .params(ORDERS, SALES)
        .update();
    views.restart();
    views.take(log);

    assertThat(views.held()).isEmpty();
    views.assertTables(log);
  }

  private static Money pounds(long minor) {
    return Money.of(minor, Currency.GBP);
  }

  private static ProductListed listed(Sku sku) {
    return new ProductListed(sku, "Mug", "", "Kitchen", pounds(200));
  }

  private static OrderPlaced placed(OrderId order) {
    OrderLine line = new OrderLine(1, LineKind.GOODS, MUG, "A mug", 5, pounds(100));
    return new OrderPlaced(
        order, null, Channel.SHOP, "UK", List.of(line), pounds(500), "card", Instant.EPOCH);
  }

  /// As the store gives it: the payload is read when it is asked for.
  private static TrackedEventMessage<?> unreadable(long position) {
    var row =
        new GenericDomainEventEntry<>(
            "Order",
            "order/bad",
            1,
            "event-" + position,
            Instant.EPOCH,
            "ordering.order-confirmed",
            "1",
            "{\"orderId\": [",
            "{}");
    return EventUtils.upcastAndDeserializeTrackedEvents(
            Stream.of(new TrackedDomainEventData<>(new GlobalSequenceTrackingToken(position), row)),
            EventSerializer.ofAllEvents(),
            NoOpEventUpcaster.INSTANCE)
        .findFirst()
        .orElseThrow();
  }

  private void happen(DomainEvent... events) {
    LogOf.append(log, List.of(events));
  }

  private Quarantine quarantine(String reader) {
    return views.quarantines(log).of(reader);
  }

  private Held only(String reader) {
    List<Held> held = quarantine(reader).held();
    assertThat(held).hasSize(1);
    return held.getFirst();
  }

  private static long price(Sku sku) {
    return Long.parseLong(
        text("select price_minor::text from product where sku = '%s'".formatted(sku)));
  }

  private static String status(OrderId order) {
    return text(
        "select status || ' ' || version from orders where order_id = '%s'".formatted(order));
  }

  private static long count(String table) {
    return Long.parseLong(text("select count(*)::text from " + table));
  }

  private static String text(String query) {
    return VIEWS.jdbc().sql(query).query(String.class).single();
  }
}
