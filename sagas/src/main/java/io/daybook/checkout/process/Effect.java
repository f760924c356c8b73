package io.daybook.checkout.process;

import io.daybook.kernel.command.Repeatable;
import java.time.Duration;

/// What a step of a process asks its shell to do.
public sealed interface Effect {

  /// Send this command and wait for its answer.
  record Ask(Repeatable command) implements Effect {}

  /// Let the process hear [CheckoutTimedOut] when this time has passed since what it just heard. A
  /// process has one such wish at most; it is never taken back, a late one is ignored.
  record Within(Duration time, Limit limit) implements Effect {}
}
