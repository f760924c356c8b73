package io.daybook.cart.view;

import io.daybook.kernel.view.LiveState;
import io.daybook.kernel.view.LiveTopic;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Carts as somebody watches them.
final class LiveCarts implements LiveTopic {

  private final CartViews carts;

  LiveCarts(JdbcClient views) {
    this.carts = new CartViews(views);
  }

  @Override
  public String name() {
    return "cart";
  }

  @Override
  public Set<String> streamTypes() {
    return Set.of("cart");
  }

  @Override
  public List<LiveState> find(Collection<String> ids) {
    return carts.findAll(ids).stream()
        .map(it -> LiveState.of(it.cartId(), it.position(), it))
        .toList();
  }
}
