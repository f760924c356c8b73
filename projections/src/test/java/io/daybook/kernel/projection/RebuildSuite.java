package io.daybook.kernel.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.kernel.projection.ProjectionVersion.Next;
import io.daybook.ledger.projection.LedgerProjections;
import io.daybook.ordering.event.OrderEvent;
import io.daybook.ordering.event.OrderEvent.OrderPlaced;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/// Read models, a log that they follow, and nodes that build them again.
abstract class RebuildSuite {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  static final String ORDERS = "ordering.orders";

  static final String ORDERS_NAME = "projections.ordering.orders";

  static final String SALES_NAME = "projections.ordering.sales";

  static final RebuildSettings SETTINGS = new RebuildSettings(1, 100, 2, Duration.ofMillis(100));

  @RegisterExtension static final ViewsDatabase VIEWS = new ViewsDatabase();

  final List<TrackedEventMessage<?>> log = LogOf.events(new RandomShop(31, 7).withOrders(120));

  final List<Rebuilds> nodes = new ArrayList<>();

  final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    nodes.forEach(Rebuilds::stop);
    threads.close();
  }

  /// Nodes take turns; one that has to begin elsewhere does so.
  void step(ReadModels oldNode, ReadModels newNode, int from, int to) {
    oldNode.apply(List.copyOf(log.subList(from, to)), to);
    try {
      newNode.apply(List.copyOf(log.subList(from, to)), to);
    } catch (TurnRefused _) {
      int stands = (int) newNode.position();
      newNode.apply(List.copyOf(log.subList(stands, to)), to);
    }
  }

  static long tablesPosition() {
    return VIEWS
        .jdbc()
        .sql("select min(position) from projection_position")
        .query(Long.class)
        .single();
  }

  static List<ReadModel> without(String... names) {
    return models().stream().filter(it -> !List.of(names).contains(it.name())).toList();
  }

  static final String FIRST = "(select min(order_id) from orders)";

  static final String LAST = "(select max(order_id) from orders)";

  Rebuilds start(List<ReadModel> models, StreamableMessageSource<TrackedEventMessage<?>> source) {
    Rebuilds node = new Rebuilds(models, source, VIEWS.pool(), SETTINGS);
    nodes.add(node);
    node.start();
    return node;
  }

  static List<ReadModel> models() {
    return ReadModelsIT.models();
  }

  static List<ReadModel> ledger() {
    try (var context = new AnnotationConfigApplicationContext(LedgerProjections.class)) {
      return context.getBeanProvider(ReadModel.class).orderedStream().toList();
    }
  }

  void feed(List<ReadModel> models, int to) {
    ReadModels tables = new ReadModels(VIEWS.pool(), models, Duration.ZERO);
    int from = (int) tables.position();
    if (from < to) {
      tables.apply(List.copyOf(log.subList(from, to)), to);
    }
  }

  long lastOrderEventBefore(long position) {
    for (int i = (int) position - 1; i > 0; i--) {
      if (LoggedEvent.of(log.get(i)).event() instanceof OrderEvent) {
        return i + 1L;
      }
    }
    throw new IllegalStateException("No order");
  }

  OrderEvent firstOrder() {
    return log.stream()
        .map(it -> LoggedEvent.of(it).event())
        .filter(OrderPlaced.class::isInstance)
        .map(OrderPlaced.class::cast)
        .findFirst()
        .orElseThrow();
  }

  static List<String> orderRows() {
    return VIEWS
        .jdbc()
        .sql("select o::text from orders o order by order_id")
        .query(String.class)
        .list();
  }

  Map<String, Long> expected(long position) {
    Map<String, Long> expected = new HashMap<>();
    for (TrackedEventMessage<?> message : log.subList(0, (int) position)) {
      LoggedEvent logged = LoggedEvent.of(message);
      if (logged.event() instanceof OrderEvent event) {
        expected.put(event.orderId().value(), logged.position());
      }
    }
    return expected;
  }

  static Map<String, Long> positions() {
    Map<String, Long> rows = new HashMap<>();
    VIEWS
        .jdbc()
        .sql("select order_id, position from orders")
        .query(row -> {
          rows.put(row.getString(1), row.getLong(2));
        });
    return rows;
  }

  static ProjectionVersion orders(Rebuilds node) {
    return node.list().stream().filter(it -> it.name().equals(ORDERS)).findFirst().orElseThrow();
  }

  static int version(Rebuilds node) {
    return orders(node).version();
  }

  static Next next(Rebuilds node) {
    return Objects.requireNonNull(orders(node).next(), "nothing is being built");
  }

  static void mark(String note) {
    VIEWS
        .jdbc()
        .sql("update orders set reject_reason = ? where order_id = " + FIRST)
        .param(note)
        .update();
  }

  static List<String> marked() {
    return VIEWS
        .jdbc()
        .sql("select reject_reason from orders where reject_reason = 'newer'")
        .query(String.class)
        .list();
  }

  static long held(String reader) {
    return VIEWS
        .jdbc()
        .sql("select count(*) from quarantine where reader = ?")
        .param(reader)
        .query(Long.class)
        .single();
  }

  void assertTables(int to) {
    NaiveFold fold = new NaiveFold(log.subList(0, to));
    NaiveFold.QUERIES.forEach((table, query) ->
        assertThat(VIEWS.jdbc().sql(query).query(String.class).list().stream().sorted().toList())
            .as(table)
            .isNotEmpty()
            .isEqualTo(fold.rows(table)));
  }

  /// Indexes, constraints, triggers and options of all tables that are read.
  static List<String> definitions() {
    return VIEWS
        .jdbc()
        .sql(
            """
            select indexdef from pg_indexes where schemaname = 'public'
            union all select conrelid::regclass || conname || pg_get_constraintdef(oid)
              from pg_constraint where connamespace = 'public'::regnamespace and contype <> 't'
            union all select pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = tgrelid
              where not tgisinternal and c.relnamespace = 'public'::regnamespace
            union all select relname || reloptions::text from pg_class
              where relnamespace = 'public'::regnamespace and reloptions is not null
            """)
        .query(String.class)
        .list()
        .stream()
        .sorted()
        .toList();
  }
}
