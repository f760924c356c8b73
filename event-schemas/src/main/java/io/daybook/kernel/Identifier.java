package io.daybook.kernel;

/// A name for one thing, given once and never reused. Written to JSON as a plain string.
///
/// Natural keys of other systems are identifiers too, so the alphabet is theirs: printable, without
/// slashes, since a stream id is `type/identifier`.
public interface Identifier {

  /// Longest identifier, in characters.
  int MAX_LENGTH = 64;

  /// The identifier itself; never blank, at most [#MAX_LENGTH] characters.
  String value();

  /// Checks `value` against the alphabet of identifiers and gives it back.
  ///
  /// @throws IllegalArgumentException when it is blank, too long or has a character that is not
  ///   allowed
  static String checked(String value) {
    return checked(value, MAX_LENGTH);
  }

  /// As [#checked(String)], for an identifier that may be `longest` characters long.
  static String checked(String value, int longest) {
    if (value.length() > longest || !isAllowed(value)) {
      throw new IllegalArgumentException(
          "An identifier has 1 to %d printable characters without '/', and no blank at either end"
              .formatted(longest));
    }
    return value;
  }

  /// A loop, since every identifier of every event that is read comes by: a pattern takes ten times
  /// as long.
  private static boolean isAllowed(String value) {
    if (value.isEmpty() || value.charAt(0) == ' ' || value.charAt(value.length() - 1) == ' ') {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      char it = value.charAt(i);
      if (it < ' ' || it > '~' || it == '/') {
        return false;
      }
    }
    return true;
  }
}
