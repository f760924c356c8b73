package io.daybook.kernel.view;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What names a state to its client, who sends it back as `Last-Event-ID`.
///
/// @param position of the last event in the state
/// @param digest of all of it: a row may be made anew at the same position; empty when unknown
record LiveMark(long position, String digest) {

  /// Of a client that has seen nothing.
  static final LiveMark NONE = new LiveMark(0, "");

  private static final Pattern TEXT = Pattern.compile("(\\d{1,18})(?:-([A-Za-z0-9_-]{1,64}))?");

  /// The reverse of [#toString()]; a position alone is understood too.
  ///
  /// @throws IllegalArgumentException when it is none of ours
  static LiveMark parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("No mark of a state: " + text);
    }
    String digest = parts.group(2);
    return new LiveMark(Long.parseLong(parts.group(1)), digest == null ? "" : digest);
  }

  /// Whether a client that has seen `other` is to see this: it is not older, and another one.
  boolean follows(LiveMark other) {
    return position >= other.position && !digest.equals(other.digest);
  }

  @Override
  public String toString() {
    return digest.isEmpty() ? String.valueOf(position) : position + "-" + digest;
  }
}
