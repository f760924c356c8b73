package io.daybook.ordering.view;

import io.daybook.kernel.view.Cursor;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;

/// By what sales are summed up.
enum SalesKey {
  DAY("day"),
  PRODUCT("sku"),
  COUNTRY("country");

  private final String column;

  SalesKey(String column) {
    this.column = column;
  }

  /// Of the table.
  String column() {
    return column;
  }

  /// As callers spell it.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Key and currency of the row that a page ended with.
  ///
  /// @throws io.daybook.web.ProblemException when the cursor is none of ours
  List<Object> place(Cursor cursor) {
    List<String> keys = cursor.keys();
    if (keys.size() != 2
        || keys.stream().anyMatch(it -> it.chars().anyMatch(Character::isISOControl))) {
      throw Cursor.unknown();
    }
    try {
      return List.of(
          this == DAY ? LocalDate.parse(keys.getFirst()) : keys.getFirst(), keys.getLast());
    } catch (DateTimeParseException _) {
      throw Cursor.unknown();
    }
  }
}
