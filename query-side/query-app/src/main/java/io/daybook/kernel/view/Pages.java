package io.daybook.kernel.view;

import io.daybook.kernel.query.Page;
import java.util.List;
import java.util.function.Function;

/// Cuts lists into pages.
public final class Pages {

  private Pages() {}

  /// A page of at most `limit` rows.
  ///
  /// @param rows one more than `limit` when there is a next page
  /// @param cursor names the place after a row
  public static <T> Page<T> cut(List<T> rows, int limit, Function<T, Cursor> cursor) {
    if (rows.size() <= limit) {
      return new Page<>(List.copyOf(rows), null);
    }
    List<T> items = List.copyOf(rows.subList(0, limit));
    return new Page<>(items, cursor.apply(items.getLast()).toString());
  }
}
