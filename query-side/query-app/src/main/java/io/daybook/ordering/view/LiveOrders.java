package io.daybook.ordering.view;

import io.daybook.kernel.view.LiveState;
import io.daybook.kernel.view.LiveTopic;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Orders, with their payments, as somebody watches them.
final class LiveOrders implements LiveTopic {

  private static final String NEWER =
      """
      select o.order_id from unnest(?::text[], ?::bigint[]) as known (id, seen)
      join orders o on o.order_id = known.id left join payment p on p.order_id = known.id
      where greatest(o.position, p.position) > known.seen
      """;

  private final JdbcClient views;
  private final OrderViews orders;

  LiveOrders(JdbcClient views) {
    this.views = views;
    this.orders = new OrderViews(views);
  }

  @Override
  public String name() {
    return "order";
  }

  @Override
  public List<LiveState> newer(Map<String, Long> seen) {
    List<String> newer =
        views
            .sql(NEWER)
            .param(seen.keySet().toArray(String[]::new))
            .param(seen.values().toArray(Long[]::new))
            .query(String.class)
            .list();
    return orders.findAll(newer).stream()
        .map(it -> LiveState.of(it.summary().orderId(), it.summary().position(), it))
        .toList();
  }
}
