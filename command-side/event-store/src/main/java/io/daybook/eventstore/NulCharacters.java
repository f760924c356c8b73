package io.daybook.eventstore;

import org.axonframework.serialization.SerializationException;

/// Finds the one character that PostgreSQL can't keep, before it spoils a group of appends.
final class NulCharacters {

  private static final String ESCAPED = "\\u0000";

  private NulCharacters() {}

  /// @throws SerializationException naming the text that holds it
  static void refuse(Append append) {
    for (StoredEvent event : append.events()) {
      refuse("stream", event.stream());
      refuse("event id", event.eventId());
      refuse("type", event.type());
      refuseInJson("payload of " + event.type(), event.payload());
      refuseInJson("metadata of " + event.type(), event.metadata());
    }
    Receipt receipt = append.receipt();
    if (receipt != null) {
      refuse("idempotency key", receipt.key());
      refuse("fingerprint", receipt.fingerprint());
      refuse("outcome", receipt.outcome());
    }
    for (Claim claim : append.claims()) {
      refuse("kind of a claim", claim.kind());
      refuse("value of a claim", claim.value());
      refuse("owner of a claim", claim.owner());
    }
    for (Release release : append.releases()) {
      refuse("kind of a release", release.kind());
      refuse("owner of a release", release.owner());
    }
  }

  private static void refuse(String what, String text) {
    if (text.indexOf('\0') >= 0) {
      throw new SerializationException("The %s holds a NUL character.".formatted(what));
    }
  }

  private static void refuseInJson(String what, String json) {
    if (json.indexOf('\0') >= 0 || holdsEscaped(json)) {
      throw new SerializationException("The %s holds a NUL character.".formatted(what));
    }
  }

  /// Whether there is the escape itself: after an odd number of backslashes it is only text that
  /// looks like it.
  static boolean holdsEscaped(String json) {
    for (int at = json.indexOf(ESCAPED); at >= 0; at = json.indexOf(ESCAPED, at + 1)) {
      int before = at;
      while (before > 0 && json.charAt(before - 1) == '\\') {
        before--;
      }
      if ((at - before) % 2 == 0) {
        return true;
      }
    }
    return false;
  }
}
