package io.daybook.kernel;

import java.util.regex.Pattern;

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
    if (value.length() > longest || !Alphabet.ALLOWED.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "An identifier has 1 to %d printable characters without '/', and no blank at either end"
              .formatted(longest));
    }
    return value;
  }

  /// Keeps the compiled pattern out of the interface's own name space.
  final class Alphabet {
    private static final Pattern ALLOWED =
        Pattern.compile("[\\p{Graph}&&[^/]]([\\p{Print}&&[^/]]*[\\p{Graph}&&[^/]])?");

    private Alphabet() {}
  }
}
