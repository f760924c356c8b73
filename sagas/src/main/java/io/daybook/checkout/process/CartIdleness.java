package io.daybook.checkout.process;

import io.daybook.cart.event.CartEvent;
import io.daybook.cart.event.CartEvent.CartAbandoned;
import io.daybook.cart.event.CartEvent.CartCheckedOut;
import io.daybook.cart.event.CartEvent.CartLineRemoved;
import io.daybook.cart.event.CartEvent.CartLineSet;
import io.daybook.cart.event.CartEvent.CartOpened;
import io.daybook.kernel.CartId;
import java.time.Duration;
import java.time.Instant;

/// A cart that nobody touches is forgotten.
public final class CartIdleness {

  private final Duration timeout;

  /// @param timeout how long an untouched cart is kept
  public CartIdleness(Duration timeout) {
    this.timeout = timeout;
  }

  /// What to wait for after `event`.
  ///
  /// @param version of the cart's stream with this event, which is how often it was touched
  /// @param at when it happened
  public Wait after(CartEvent event, long version, Instant at) {
    return switch (event) {
      case CartOpened(var id, _, _) -> new Until(id, version, at.plus(timeout));
      case CartLineSet(var id, _) -> new Until(id, version, at.plus(timeout));
      case CartLineRemoved(var id, _) -> new Until(id, version, at.plus(timeout));
      case CartCheckedOut closed -> new NoMore(closed.cartId());
      case CartAbandoned(var id) -> new NoMore(id);
    };
  }

  /// What a cart is waited for.
  public sealed interface Wait {
    CartId cartId();
  }

  /// Unless it is touched again before `due`, it is abandoned.
  ///
  /// @param touches how often it had been touched by then
  public record Until(CartId cartId, long touches, Instant due) implements Wait {}

  /// It will not be abandoned any more.
  public record NoMore(CartId cartId) implements Wait {}
}
