package io.daybook.checkout.saga;

import io.daybook.checkout.process.CartIdleness.Until;
import io.daybook.kernel.CartId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Open carts and when each is to be forgotten. Joins the caller's transaction; thread-safe.
final class IdleCartTable {

  private final JdbcClient sagas;

  IdleCartTable(JdbcClient sagas) {
    this.sagas = sagas;
  }

  /// The carts whose time is up and that nobody else works on, but for those in quarantine. Nobody
  /// else gets them until the transaction ends.
  List<Until> due(Instant now, int limit) {
    return sagas
        .sql(
            """
            select cart_id, touches, due_at from idle_cart
            where due_at <= ?
              and not exists (select from quarantine where reader = ? and sequence = cart_id)
            order by due_at limit ? for update skip locked
            """)
        .params(now.atOffset(ZoneOffset.UTC), CheckoutSagas.IDLE_CARTS, limit)
        .query((row, _) ->
            new Until(
                new CartId(row.getString("cart_id")),
                row.getLong("touches"),
                row.getTimestamp("due_at").toInstant()))
        .list();
  }

  /// The cart, if it is waited for.
  List<Until> find(CartId cart) {
    return sagas
        .sql("select touches, due_at from idle_cart where cart_id = ? for update")
        .param(cart.value())
        .query((row, _) -> new Until(cart, row.getLong(1), row.getTimestamp(2).toInstant()))
        .list();
  }

  void watch(List<Until> carts) {
    if (!carts.isEmpty()) {
      sagas
          .sql(
              """
              insert into idle_cart (cart_id, touches, due_at)
              select * from unnest(?::text[], ?::bigint[], ?::timestamptz[])
              on conflict (cart_id) do update
              set touches = excluded.touches, due_at = excluded.due_at
              """)
          .params(
              carts.stream().map(cart -> cart.cartId().value()).toArray(String[]::new),
              carts.stream().map(Until::touches).toArray(Long[]::new),
              carts.stream().map(cart -> cart.due().toString()).toArray(String[]::new))
          .update();
    }
  }

  void forget(Collection<CartId> carts) {
    if (!carts.isEmpty()) {
      sagas
          .sql("delete from idle_cart where cart_id = any (?)")
          .param(carts.stream().map(CartId::value).toArray(String[]::new))
          .update();
    }
  }
}
