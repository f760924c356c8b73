package io.daybook.cart.view;

import io.daybook.kernel.view.LiveState;
import io.daybook.kernel.view.LiveTopic;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Carts as somebody watches them.
final class LiveCarts implements LiveTopic {

  private static final String NEWER =
      """
      select c.cart_id from unnest(?::text[], ?::bigint[]) as known (id, seen)
      join cart c on c.cart_id = known.id where c.position > known.seen
      """;

  private final JdbcClient views;
  private final CartViews carts;

  LiveCarts(JdbcClient views) {
    this.views = views;
    this.carts = new CartViews(views);
  }

  @Override
  public String name() {
    return "cart";
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
    return carts.findAll(newer).stream()
        .map(it -> LiveState.of(it.cartId(), it.position(), it))
        .toList();
  }
}
