package io.daybook.kernel.domain;

import io.daybook.kernel.command.Rejection;
import java.util.List;

/// What a command came to, before anybody stored it.
///
/// @param <E> the events that an acceptance may hold
public sealed interface Decision<E> {

  /// These events shall happen, in this order and in one piece.
  @SafeVarargs
  static <E> Decision<E> accept(E... events) {
    return new Accepted<>(List.of(events));
  }

  /// These events shall happen, in this order and in one piece.
  static <E> Decision<E> accept(List<E> events) {
    return new Accepted<>(events);
  }

  /// The wish is fulfilled already, so nothing has to happen.
  static <E> Decision<E> nothing() {
    return new Accepted<>(List.of());
  }

  /// The wish is refused.
  static <E> Decision<E> reject(Rejection rejection) {
    return new Rejected<>(rejection);
  }

  /// The wish is granted.
  ///
  /// @param events what shall happen, in order; empty when it had happened before
  record Accepted<E>(List<E> events) implements Decision<E> {

    public Accepted {
      events = List.copyOf(events);
    }
  }

  /// The wish is refused and nothing happens.
  record Rejected<E>(Rejection rejection) implements Decision<E> {}
}
