package io.daybook.kernel.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a small list, by the number of its first row.
///
/// @param limit most rows
/// @param offset rows before the first one
public record Slice(int limit, long offset) {

  /// The one that is asked for by `limit` and `offset`.
  public static Slice of(Ask ask, int usual, int most) {
    return new Slice(ask.limit(usual, most), ask.whole("offset", 0, Integer.MAX_VALUE).orElse(0));
  }

  /// What belongs to it of rows of which there may be one too many.
  public <T> List<T> shown(List<T> rows) {
    return List.copyOf(rows.subList(0, Math.min(rows.size(), limit)));
  }

  /// Where the next one begins; null when this is the last.
  public @Nullable Long next(List<?> rows) {
    return rows.size() > limit ? offset + limit : null;
  }
}
