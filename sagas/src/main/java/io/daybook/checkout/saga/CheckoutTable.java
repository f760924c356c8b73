package io.daybook.checkout.saga;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The rows of running checkouts. All rows of a batch are read by one statement and written by one
/// or two, inside the caller's transaction, which holds their locks. Thread-safe.
final class CheckoutTable {

  private final JdbcClient sagas;

  CheckoutTable(JdbcClient sagas) {
    this.sagas = sagas;
  }

  /// Locks and gives back those of these checkouts that are running, by order.
  Map<String, CheckoutMemory> load(Collection<String> orderIds) {
    return rows(
        sagas
            .sql(
                """
                select order_id, memory from checkout
                where order_id = any (?) order by order_id for update
                """)
            .param(orderIds.toArray(String[]::new)));
  }

  /// Locks and gives back checkouts whose time is up, soonest first. Those that are being worked on
  /// or are in quarantine are left alone.
  Map<String, CheckoutMemory> due(Instant now, int atMost) {
    return rows(
        sagas
            .sql(
                """
                select order_id, memory from checkout
                where due_at <= ? and order_id not in
                      (select sequence from quarantine where reader = ?)
                order by due_at limit ? for update skip locked
                """)
            .params(now.atOffset(ZoneOffset.UTC), CheckoutSagas.CHECKOUTS, atMost));
  }

  /// Writes what changed.
  ///
  /// @param changes what each order's checkout remembers now; null when it is over
  void save(Map<String, @Nullable CheckoutMemory> changes) {
    Map<String, CheckoutMemory> kept = new LinkedHashMap<>();
    changes.forEach((order, memory) -> {
      if (memory != null) {
        kept.put(order, memory);
      }
    });
    if (!kept.isEmpty()) {
      sagas
          .sql(
              """
              insert into checkout (order_id, memory, due_at)
              select * from unnest(?::text[], ?::jsonb[], ?::timestamptz[])
              on conflict (order_id) do update
              set memory = excluded.memory, due_at = excluded.due_at,
                  progressed_at = clock_timestamp()
              """)
          .params(
              kept.keySet().toArray(String[]::new),
              kept.values().stream().map(CheckoutMemory::toJson).toArray(String[]::new),
              kept.values().stream().map(CheckoutTable::due).toArray(String[]::new))
          .update();
    }
    List<String> over =
        changes.keySet().stream().filter(order -> !kept.containsKey(order)).toList();
    if (!over.isEmpty()) {
      sagas
          .sql("delete from checkout where order_id = any (?)")
          .param(over.toArray(String[]::new))
          .update();
    }
  }

  /// How long the checkout that has not taken a step for longest has not.
  Duration oldest() {
    return Duration.ofMillis(
        sagas
            .sql(
                """
                select coalesce(extract(epoch from clock_timestamp() - min(progressed_at)) * 1000, 0)
                from checkout
                """)
            .query(Long.class)
            .single());
  }

  private static @Nullable String due(CheckoutMemory memory) {
    return memory.deadline() == null ? null : memory.deadline().at().toString();
  }

  private static Map<String, CheckoutMemory> rows(JdbcClient.StatementSpec statement) {
    Map<String, CheckoutMemory> rows = new HashMap<>();
    statement.query(row -> {
      rows.put(row.getString("order_id"), CheckoutMemory.ofJson(row.getString("memory")));
    });
    return rows;
  }
}
