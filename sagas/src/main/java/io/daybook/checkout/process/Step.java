package io.daybook.checkout.process;

import io.daybook.checkout.process.Effect.Ask;
import io.daybook.checkout.process.Effect.Within;
import io.daybook.kernel.command.Repeatable;
import java.util.ArrayList;
import java.util.List;

/// Where a process goes, and what it asks for on the way.
///
/// @param effects in the order in which they are to be performed
public record Step(CheckoutState next, List<Effect> effects) {

  public Step {
    effects = List.copyOf(effects);
  }

  static Step go(CheckoutState next) {
    return new Step(next, List.of());
  }

  Step ask(Repeatable command) {
    return and(new Ask(command));
  }

  Step askIf(boolean needed, Repeatable command) {
    return needed ? ask(command) : this;
  }

  Step until(Within limit) {
    return and(limit);
  }

  private Step and(Effect effect) {
    List<Effect> all = new ArrayList<>(effects);
    all.add(effect);
    return new Step(next, all);
  }
}
