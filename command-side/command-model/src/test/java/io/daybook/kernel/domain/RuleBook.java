package io.daybook.kernel.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.axon.EventJson;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.command.Command;
import io.daybook.kernel.command.Rejection;
import io.daybook.kernel.command.Repeatable;
import io.daybook.kernel.domain.Decision.Rejected;
import java.util.List;

/// Given, when, then over one decider.
///
/// All events pass through their JSON, so every rule guards the format too. A repeatable command
/// that was accepted is decided once more and must change nothing.
public abstract class RuleBook<C extends Command, S, E extends DomainEvent> {

  private final Decider<C, S, E> decider;

  protected RuleBook(Decider<C, S, E> decider) {
    this.decider = decider;
  }

  /// What happened before, in order.
  @SafeVarargs
  protected final When given(E... events) {
    return new When(evolve(decider.initial(), List.of(events)));
  }

  private S evolve(S state, List<E> events) {
    S after = state;
    for (E event : events) {
      after = decider.evolve(after, throughJson(event));
    }
    return after;
  }

  /// The event as a reader of the log gets it.
  public static <T extends DomainEvent> T throughJson(T event) {
    String json = EventJson.mapper().writeValueAsString(event);
    @SuppressWarnings("unchecked")
    Class<T> type = (Class<T>) event.getClass();
    T read = EventJson.mapper().readValue(json, type);
    assertThat(read).isEqualTo(event);
    return read;
  }

  /// A state that waits for a command.
  protected final class When {
    private final S state;

    private When(S state) {
      this.state = state;
    }

    public Then when(C command) {
      return new Then(command, state, decider.decide(command, state));
    }
  }

  /// A decision that waits for judgement.
  protected final class Then {
    private final C command;
    private final S state;
    private final Decision<E> decision;

    private Then(C command, S state, Decision<E> decision) {
      this.command = command;
      this.state = state;
      this.decision = decision;
    }

    @SafeVarargs
    public final void then(E... events) {
      assertThat(decision).isEqualTo(Decision.accept(events));
      if (command instanceof Repeatable) {
        assertThat(decider.decide(command, evolve(state, List.of(events))))
            .as("%s once more", command)
            .isEqualTo(Decision.nothing());
      }
    }

    public void thenNothing() {
      assertThat(decision).isEqualTo(Decision.nothing());
    }

    public void thenRejected(Rejection rejection) {
      assertThat(decision).isEqualTo(new Rejected<E>(rejection));
    }
  }
}
