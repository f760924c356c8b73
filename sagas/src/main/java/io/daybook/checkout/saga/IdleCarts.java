package io.daybook.checkout.saga;

import io.daybook.axon.BatchSubscriber;
import io.daybook.cart.command.CartCommand.AbandonCart;
import io.daybook.cart.event.CartEvent;
import io.daybook.checkout.process.CartIdleness;
import io.daybook.checkout.process.CartIdleness.NoMore;
import io.daybook.checkout.process.CartIdleness.Until;
import io.daybook.checkout.process.CartIdleness.Wait;
import io.daybook.kernel.CartId;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.MetaData;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/// Remembers when each open cart was touched, and has those forgotten that nobody touches.
final class IdleCarts implements BatchSubscriber {

  private static final int DUE_AT_ONCE = 100;

  private final CartIdleness idleness;
  private final SagaCommands commands;
  private final JdbcClient sagas;
  private final ReaderPosition reader;
  private final TransactionOperations transactions;
  private final Lanes lanes;
  private final Clock clock;

  IdleCarts(
      CartIdleness idleness,
      SagaCommands commands,
      JdbcClient sagas,
      ReaderPosition reader,
      TransactionOperations transactions,
      Lanes lanes,
      Clock clock) {
    this.idleness = idleness;
    this.commands = commands;
    this.sagas = sagas;
    this.reader = reader;
    this.transactions = transactions;
    this.lanes = lanes;
    this.clock = clock;
  }

  @Override
  public long position() {
    return reader.position();
  }

  @Override
  public void apply(List<TrackedEventMessage<?>> batch, long position) {
    Map<CartId, Wait> waits = new LinkedHashMap<>();
    for (TrackedEventMessage<?> event : batch) {
      if (CartEvent.class.isAssignableFrom(event.getPayloadType())) {
        Wait wait = waitAfter(event);
        waits.put(wait.cartId(), wait);
      }
    }
    if (waits.isEmpty()) {
      reader.pass(position);
      return;
    }
    transactions.executeWithoutResult(_ -> {
      reader.advance(position);
      watch(
          waits.values().stream().filter(Until.class::isInstance).map(Until.class::cast).toList());
      forget(waits.values().stream().filter(NoMore.class::isInstance).map(Wait::cartId).toList());
    });
  }

  /// Asks the carts whose time is up to be abandoned. One that was touched meanwhile refuses, and
  /// the touch is on its way here.
  ///
  /// @return how many there were, perhaps not all
  int abandon() {
    return Objects.requireNonNull(
        transactions.execute(_ -> {
          List<Until> due = due();
          lanes.run(due.stream().<Runnable>map(cart -> () -> abandon(cart)).toList());
          forget(due.stream().map(Until::cartId).toList());
          return due.size();
        }));
  }

  private Wait waitAfter(TrackedEventMessage<?> event) {
    long version = ((DomainEventMessage<?>) event).getSequenceNumber() + 1;
    return idleness.after((CartEvent) event.getPayload(), version, event.getTimestamp());
  }

  private void abandon(Until cart) {
    String id = "idle-%s-%d".formatted(cart.cartId(), cart.touches());
    EventMessage<Until> cause =
        new GenericEventMessage<>(id, cart, MetaData.emptyInstance(), cart.due());
    commands.ask(
        new AbandonCart(cart.cartId(), cart.touches()), "policy idle-carts", "cart/" + id, cause);
  }

  private List<Until> due() {
    return sagas
        .sql(
            """
            select cart_id, touches, due_at from idle_cart
            where due_at <= ? order by due_at limit ? for update skip locked
            """)
        .params(clock.instant().atOffset(ZoneOffset.UTC), DUE_AT_ONCE)
        .query((row, _) ->
            new Until(
                new CartId(row.getString("cart_id")),
                row.getLong("touches"),
                row.getTimestamp("due_at").toInstant()))
        .list();
  }

  private void watch(List<Until> carts) {
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

  private void forget(List<CartId> carts) {
    if (!carts.isEmpty()) {
      sagas
          .sql("delete from idle_cart where cart_id = any (?)")
          .param(carts.stream().map(CartId::value).toArray(String[]::new))
          .update();
    }
  }
}
