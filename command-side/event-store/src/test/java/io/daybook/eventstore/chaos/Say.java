package io.daybook.eventstore.chaos;

import java.util.List;
import java.util.Optional;

/// What a node says in one line. A line that a kill cut off says nothing.
///
/// @param what about which
record Say(Kind kind, String what, String more) {

  /// The kinds of things that it says.
  enum Kind {
    /// Its reader begins after this position.
    BEGUN,
    /// An append is written; its last position.
    ACKNOWLEDGED,
    /// An append lost a race, and wrote nothing.
    REFUSED,
    /// An append could not be written, and wrote nothing.
    FAILED,
    /// Something happened that must not happen.
    BROKEN,
    /// Nobody knows whether an append is written.
    UNKNOWN,
    /// An idempotency key has this answer.
    ANSWERED,
    /// Its reader was handed the event at this position.
    SEEN
  }

  private static final String END = ".";

  static String line(Kind kind, Object what, Object more) {
    return String.join(" ", kind.name(), what.toString(), more.toString(), END);
  }

  static Optional<Say> parse(String line) {
    List<String> words = List.of(line.split(" ", -1));
    return words.size() == 4 && words.getLast().equals(END)
        ? Optional.of(new Say(Kind.valueOf(words.getFirst()), words.get(1), words.get(2)))
        : Optional.empty();
  }
}
