package io.daybook.ordering.view;

import io.daybook.kernel.view.LiveState;
import io.daybook.kernel.view.LiveTopic;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Orders, with their payments, as somebody watches them.
final class LiveOrders implements LiveTopic {

  private final OrderViews orders;

  LiveOrders(JdbcClient views) {
    this.orders = new OrderViews(views);
  }

  @Override
  public String name() {
    return "order";
  }

  @Override
  public Set<String> streamTypes() {
    return Set.of("order", "payment", "reservation");
  }

  @Override
  public List<LiveState> find(Collection<String> ids) {
    return orders.showAll(ids).stream()
        .map(it -> LiveState.of(it.order().summary().orderId(), it.position(), it.order()))
        .toList();
  }
}
