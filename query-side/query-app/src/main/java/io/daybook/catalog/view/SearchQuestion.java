package io.daybook.catalog.view;

import io.daybook.kernel.view.Ask;
import io.daybook.kernel.view.Cursor;
import io.daybook.web.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What is searched for.
///
/// @param sort relevance, name, price or -price
/// @param after where the page before ended
record SearchQuestion(
    Optional<String> text,
    List<String> categories,
    OptionalLong minPrice,
    OptionalLong maxPrice,
    Optional<Boolean> available,
    String sort,
    boolean facets,
    int limit,
    Optional<Cursor> after) {

  static final String[] PARAMETERS = {
    "q", "category", "minPrice", "maxPrice", "available", "sort", "limit", "cursor", "facets"
  };

  static SearchQuestion of(Ask ask) {
    Optional<String> text = ask.text("q", 200);
    OptionalLong minPrice = ask.whole("minPrice", 0, Long.MAX_VALUE);
    OptionalLong maxPrice = ask.whole("maxPrice", 0, Long.MAX_VALUE);
    if (minPrice.orElse(0) > maxPrice.orElse(Long.MAX_VALUE)) {
      throw ProblemException.ofParameter("maxPrice", "must not be below `minPrice`");
    }
    String sort =
        ask.word("sort", "relevance", "name", "price", "-price")
            .orElse(text.isPresent() ? "relevance" : "name");
    return new SearchQuestion(
        text,
        ask.texts("category", 20, 100),
        minPrice,
        maxPrice,
        ask.flag("available"),
        sort,
        ask.flag("facets").orElse(false),
        ask.limit(20, 100),
        ask.cursor());
  }
}
