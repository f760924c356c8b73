package io.daybook.checkout.saga;

import io.daybook.axon.BatchSubscriber;
import io.daybook.axon.Lanes;
import io.daybook.axon.QuarantineTable;
import io.daybook.axon.ReaderPosition;
import io.daybook.axon.TransientFailure;
import io.daybook.cart.command.CartCommand.AbandonCart;
import io.daybook.cart.event.CartEvent;
import io.daybook.checkout.process.CartIdleness;
import io.daybook.checkout.process.CartIdleness.NoMore;
import io.daybook.checkout.process.CartIdleness.Until;
import io.daybook.checkout.process.CartIdleness.Wait;
import io.daybook.checkout.process.CartTimedOut;
import io.daybook.kernel.CartId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.MetaData;
import org.springframework.transaction.support.TransactionOperations;

/// Remembers when each open cart was touched, and has those forgotten that nobody touches. A cart
/// that can't be forgotten waits in quarantine until somebody mends or touches it.
final class IdleCarts implements BatchSubscriber {

  private static final int DUE_AT_ONCE = 100;

  private final CartIdleness idleness;
  private final SagaCommands commands;
  private final IdleCartTable table;
  private final QuarantineTable quarantine;
  private final ReaderPosition reader;
  private final TransactionOperations transactions;
  private final Lanes lanes;
  private final Clock clock;

  IdleCarts(
      CartIdleness idleness,
      SagaCommands commands,
      IdleCartTable table,
      QuarantineTable quarantine,
      ReaderPosition reader,
      TransactionOperations transactions,
      Lanes lanes,
      Clock clock) {
    this.idleness = idleness;
    this.commands = commands;
    this.table = table;
    this.quarantine = quarantine;
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
      quarantine.releaseAll(waits.keySet().stream().map(CartId::value).toList());
      table.watch(
          waits.values().stream().filter(Until.class::isInstance).map(Until.class::cast).toList());
      table.forget(
          waits.values().stream().filter(NoMore.class::isInstance).map(Wait::cartId).toList());
    });
  }

  /// Asks the carts whose time is up to be abandoned. One that was touched meanwhile refuses, and
  /// the touch is on its way here.
  ///
  /// @return how many there were, perhaps not all
  int abandon() {
    return Objects.requireNonNull(
        transactions.execute(_ -> {
          List<Until> due = table.due(clock.instant(), DUE_AT_ONCE);
          abandon(due)
              .forEach((cart, failure) ->
                  quarantine.hold(cart.cartId().value(), failure, List.of(timeout(cart))));
          return due.size();
        }));
  }

  /// Abandons carts, and forgets those that can be.
  ///
  /// @return those at which it failed by itself
  Map<Until, RuntimeException> abandon(List<Until> due) {
    Map<Until, RuntimeException> failures = new ConcurrentHashMap<>();
    lanes.run(due.stream().<Runnable>map(cart -> () -> abandon(cart, failures)).toList());
    List<Until> done = new ArrayList<>(due);
    done.removeAll(failures.keySet());
    table.forget(done.stream().map(Until::cartId).toList());
    return failures;
  }

  private void abandon(Until cart, Map<Until, RuntimeException> failures) {
    EventMessage<CartTimedOut> cause = timeout(cart);
    try {
      commands.ask(
          new AbandonCart(cart.cartId(), cart.touches()),
          "policy idle-carts",
          "cart/" + cause.getIdentifier(),
          cause);
    } catch (RuntimeException failed) {
      if (TransientFailure.is(failed)) {
        throw failed;
      }
      failures.put(cart, failed);
    }
  }

  /// A deadline as an event: the same one whenever it is told again.
  static EventMessage<CartTimedOut> timeout(Until cart) {
    return new GenericEventMessage<>(
        "idle-%s-%d".formatted(cart.cartId(), cart.touches()),
        new CartTimedOut(cart.cartId(), cart.touches()),
        MetaData.emptyInstance(),
        cart.due());
  }

  private Wait waitAfter(TrackedEventMessage<?> event) {
    long version = ((DomainEventMessage<?>) event).getSequenceNumber() + 1;
    return idleness.after((CartEvent) event.getPayload(), version, event.getTimestamp());
  }
}
