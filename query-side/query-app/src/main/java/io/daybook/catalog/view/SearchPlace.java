package io.daybook.catalog.view;

import co.elastic.clients.elasticsearch._types.FieldValue;
import io.daybook.kernel.view.Cursor;
import java.util.ArrayList;
import java.util.List;

/// Where a page of a search ended: what its cursor says.
///
/// @param question what was searched for, as [SearchQuestion#fingerprint()]
/// @param shown how many products the pages so far have shown
/// @param moment the moment of the index that these pages are of
/// @param spelling how these pages read the question
/// @param keys of the last product, in the order of the search
record SearchPlace(
    String question, int shown, SearchMoment moment, Spelling spelling, List<FieldValue> keys) {

  private static final int FIRST_KEY = 5;
  private static final int MOST_KEYS = 3;

  static SearchPlace parse(Cursor cursor) {
    List<String> parts = cursor.keys();
    if (parts.size() <= FIRST_KEY || parts.size() > FIRST_KEY + MOST_KEYS) {
      throw Cursor.unknown();
    }
    try {
      List<FieldValue> keys = new ArrayList<>();
      for (String key : parts.subList(FIRST_KEY, parts.size())) {
        keys.add(key(key.charAt(0), key.substring(1)));
      }
      return new SearchPlace(
          parts.get(0),
          Integer.parseUnsignedInt(parts.get(1)),
          new SearchMoment(parts.get(2), Long.parseUnsignedLong(parts.get(3))),
          Spelling.valueOf(parts.get(4)),
          keys);
    } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
      throw Cursor.unknown();
    }
  }

  Cursor cursor() {
    List<Object> parts =
        new ArrayList<>(List.of(question, shown, moment.id(), moment.position(), spelling));
    keys.forEach(key -> parts.add(text(key)));
    return Cursor.after(parts.toArray());
  }

  private static String text(FieldValue key) {
    return switch (key._kind()) {
      case Long -> "l" + key.longValue();
      case Double -> "d" + key.doubleValue();
      case Null -> "n";
      default -> "s" + key._get();
    };
  }

  private static FieldValue key(char type, String text) {
    return switch (type) {
      case 'l' -> FieldValue.of(Long.parseLong(text));
      case 'd' -> FieldValue.of(Double.parseDouble(text));
      case 's' -> FieldValue.of(text);
      case 'n' -> FieldValue.NULL;
      default -> throw Cursor.unknown();
    };
  }
}
