package io.daybook.kernel.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.axon.StreamHistory;
import io.daybook.kernel.StreamId;
import io.daybook.kernel.query.HistoryEntry;
import io.daybook.kernel.query.Moment;
import io.daybook.kernel.query.Then;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Random histories, position by position: what the tables say of a thing is noted, and looked at
/// again when much more has happened.
final class PastViewsIT {

  @RegisterExtension private static final ViewsDatabase VIEWS = new ViewsDatabase();
  private static final List<ReadModel> MODELS = ReadModelsIT.models();

  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              List.of("cart"),
              Set.of("projections.cart.carts"),
              """
              select to_jsonb(c)::text from cart c where cart_id = :id
              union all select to_jsonb(l)::text from cart_line l where cart_id = :id order by 1
              """),
          // When it last sold out is for the search index: batch by batch, not as of a moment.
          new Kind(
              List.of("stock-item"),
              Set.of("projections.inventory.stock-levels"),
              "select (to_jsonb(s) - 'availability_position')::text from stock_level s where sku = :id"),
          new Kind(
              List.of("order", "payment", "reservation"),
              Set.of(
                  "projections.ordering.orders",
                  "projections.ordering.timelines",
                  "projections.payment.payments"),
              """
              select to_jsonb(o)::text from orders o where order_id = :id
              union all select to_jsonb(p)::text from payment p where order_id = :id
              union all select to_jsonb(t)::text from order_timeline t where order_id = :id order by 1
              """));

  private record Kind(List<String> streamTypes, Set<String> models, String rows) {

    List<String> streams(String id) {
      return streamTypes.stream().map(type -> type + "/" + id).toList();
    }

    List<String> rows(DataSource tables, String id) {
      return JdbcClient.create(tables).sql(rows).param("id", id).query(String.class).list();
    }
  }

  private record Noted(long position, Kind kind, String id, List<String> rows) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void the_tables_as_of_a_position_are_what_they_were_when_they_stood_there(long seed) {
    List<TrackedEventMessage<?>> log = LogOf.events(new RandomShop(seed, 4).withOrders(15));
    ReadModels tables = new ReadModels(VIEWS.pool(), MODELS, Duration.ZERO);
    assertThat(tables.position()).isZero();
    List<Noted> noted = new ArrayList<>();
    for (int position = 1; position <= log.size(); position++) {
      TrackedEventMessage<?> event = log.get(position - 1);
      tables.apply(List.of(event), position);
      StreamId stream = streamOf(event);
      for (Kind kind : KINDS) {
        if (kind.streamTypes().contains(stream.type())) {
          noted.add(new Noted(position, kind, stream.id(), kind.rows(VIEWS.pool(), stream.id())));
        }
      }
    }

    PastViews past = past(log);

    assertThat(noted).hasSizeGreaterThan(100);
    for (Noted one : noted) {
      Then<List<String>> again =
          past.asOf(
              one.kind().models(),
              one.kind().streams(one.id()),
              Moment.after(one.position()),
              then -> one.kind().rows(then, one.id()));
      assertThat(again.shown()).as(one.toString()).isEqualTo(one.rows());
      assertThat(again.position()).isEqualTo(one.position());
    }
  }

  @Test
  void what_comes_after_the_first_event_that_is_too_late_does_not_count_either() {
    List<TrackedEventMessage<?>> log = LogOf.events(new RandomShop(3, 2).withOrders(3));
    StreamId stream = streamOf(log.getLast());
    PastViews past = past(log);
    Then<Long> none =
        past.asOf(
            Set.of(),
            List.of(stream.toString()),
            Moment.until(LogOf.RECORDED.minusNanos(1)),
            _ -> 1L);
    assertThat(none.position()).isZero();
    Then<Long> all =
        past.asOf(Set.of(), List.of(stream.toString()), Moment.until(LogOf.RECORDED), _ -> 1L);
    assertThat(all.position()).isEqualTo(log.size());
  }

  @Test
  void a_history_is_the_stream_with_who_why_and_what_led_to_it() {
    List<TrackedEventMessage<?>> log = LogOf.events(new RandomShop(4, 2).withOrders(5));
    String stream = streamOf(log.getFirst()).toString();
    List<HistoryEntry> entries = past(log).history(stream, 0, 1_000);
    assertThat(entries)
        .isNotEmpty()
        .allMatch(it -> "saga checkout".equals(it.who()) && "c-1".equals(it.correlationId()));
    assertThat(past(log).history(stream, 1, 1_000)).isEqualTo(entries.subList(1, entries.size()));
  }

  private static PastViews past(List<TrackedEventMessage<?>> log) {
    PastViews.tables(VIEWS.pool()).migrate();
    return new PastViews(new ListedStreams(log), VIEWS.pool(), MODELS);
  }

  private static StreamId streamOf(TrackedEventMessage<?> event) {
    return StreamId.parse(((DomainEventMessage<?>) event).getAggregateIdentifier());
  }

  private record ListedStreams(List<TrackedEventMessage<?>> log) implements StreamHistory {

    @Override
    public List<TrackedEventMessage<?>> after(String stream, long version, int limit) {
      return log.stream()
          .filter(it -> streamOf(it).toString().equals(stream))
          .skip(version)
          .limit(limit)
          .<TrackedEventMessage<?>>map(it -> it)
          .toList();
    }

    @Override
    public long head() {
      return log.size();
    }
  }
}
