package io.daybook.kernel.domain;

/// The rules of one kind of stream, as two pure functions. Stateless and safe for all threads.
///
/// @param <C> the commands it judges
/// @param <S> what it has to remember to judge them; immutable
/// @param <E> the events it makes
public interface Decider<C, S, E> {

  /// The state of a stream that has no event.
  S initial();

  /// Judges `command` in `state`, and changes nothing.
  Decision<E> decide(C command, S state);

  /// The state after `event`. Refuses nothing: what happened, happened.
  S evolve(S state, E event);
}
