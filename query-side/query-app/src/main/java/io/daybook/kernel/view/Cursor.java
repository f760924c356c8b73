package io.daybook.kernel.view;

import io.daybook.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/// The place where a page ended: the keys of its last row. Opaque to callers.
///
/// @param keys in the order by which the list is sorted
public record Cursor(List<String> keys) {

  /// The cursor after a row with these keys.
  public static Cursor after(Object... keys) {
    return new Cursor(Stream.of(keys).map(Object::toString).toList());
  }

  /// The reverse of [#toString()].
  ///
  /// @throws ProblemException when it is none of ours
  static Cursor parse(String text) {
    try {
      byte[] json = Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.UTF_8));
      return new Cursor(List.of(QueryJson.MAPPER.readValue(json, String[].class)));
    } catch (IllegalArgumentException | NullPointerException | JacksonException _) {
      throw unknown();
    }
  }

  /// The only key.
  public String key() {
    if (keys.size() != 1 || keys.getFirst().chars().anyMatch(Character::isISOControl)) {
      throw unknown();
    }
    return keys.getFirst();
  }

  /// The only key, a position.
  public long position() {
    try {
      return Long.parseLong(key());
    } catch (NumberFormatException _) {
      throw unknown();
    }
  }

  /// What callers hear whose cursor is none of ours.
  public static ProblemException unknown() {
    return ProblemException.ofParameter("cursor", "is not one of ours");
  }

  @Override
  public String toString() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(QueryJson.bytes(keys));
  }
}
