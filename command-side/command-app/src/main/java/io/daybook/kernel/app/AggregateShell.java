package io.daybook.kernel.app;

import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.command.Answer;
import io.daybook.kernel.command.Answer.Done;
import io.daybook.kernel.command.Answer.Refused;
import io.daybook.kernel.command.Command;
import io.daybook.kernel.command.RequestRejection.VersionDiffers;
import io.daybook.kernel.domain.Decider;
import io.daybook.kernel.domain.Decision.Accepted;
import io.daybook.kernel.domain.Decision.Rejected;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.AggregateLifecycle;

/// A shell that takes the commands of its stream and asks its [Decider].
///
/// @param <C> the commands of its stream
/// @param <S> what its decider remembers
/// @param <E> the events of its stream
public abstract class AggregateShell<C extends Command, S, E extends DomainEvent>
    extends StreamShell<S, E> {

  private final Decider<C, S, E> rules;

  protected AggregateShell(Decider<C, S, E> rules) {
    super(rules.initial());
    this.rules = rules;
  }

  /// Judges `command` and makes happen what was accepted.
  protected final Answer decide(C command) {
    long version = version();
    long expected = CommandMessages.expectedVersion(CurrentUnitOfWork.get().getMessage());
    if (expected != CommandMessages.ANY_VERSION && expected != version) {
      return new Refused(new VersionDiffers(stream(), expected, version));
    }
    return switch (rules.decide(command, state())) {
      case Accepted<E>(var events) -> {
        happen(events);
        yield new Done(stream(), version(), 0);
      }
      case Rejected<E>(var rejection) -> new Refused(rejection);
    };
  }

  /// Remembers `event`; for the one handler that a shell has for events.
  protected final void remember(E event) {
    remember(event, rules::evolve);
  }

  private static long version() {
    Long last = AggregateLifecycle.getVersion();
    return last == null ? 0 : last + 1;
  }
}
