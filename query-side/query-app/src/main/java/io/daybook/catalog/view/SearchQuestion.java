package io.daybook.catalog.view;

import io.daybook.kernel.view.Ask;
import io.daybook.kernel.view.Cursor;
import io.daybook.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

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
    Optional<SearchPlace> after) {

  /// Products that the pages of one search show at most.
  static final int MOST_SHOWN = 10_000;

  private static final String RELEVANCE = "relevance";

  private static final int MOST_WORDS = 24;
  private static final Pattern SPACE = Pattern.compile("[\\s\\p{P}\\p{S}]+");

  static final String[] PARAMETERS = {
    "q", "category", "minPrice", "maxPrice", "available", "sort", "limit", "cursor", "facets"
  };

  static SearchQuestion of(Ask ask) {
    Optional<String> text = ask.text("q", 200);
    if (text.isPresent() && SPACE.splitAsStream(text.get()).count() > MOST_WORDS) {
      throw ProblemException.ofParameter("q", "must have at most %d words".formatted(MOST_WORDS));
    }
    OptionalLong minPrice = ask.whole("minPrice", 0, Long.MAX_VALUE);
    OptionalLong maxPrice = ask.whole("maxPrice", 0, Long.MAX_VALUE);
    if (minPrice.orElse(0) > maxPrice.orElse(Long.MAX_VALUE)) {
      throw ProblemException.ofParameter("maxPrice", "must not be below `minPrice`");
    }
    String sort =
        ask.word("sort", RELEVANCE, "name", "price", "-price")
            .orElse(text.isPresent() ? RELEVANCE : "name");
    SearchQuestion question =
        new SearchQuestion(
            text,
            ask.texts("category", 20, 100),
            minPrice,
            maxPrice,
            ask.flag("available"),
            sort,
            ask.flag("facets").orElse(false),
            ask.limit(20, 100),
            ask.cursor().map(SearchPlace::parse));
    if (question.after().isPresent()
        && !question.after().get().question().equals(question.fingerprint())) {
      throw Cursor.unknown();
    }
    return question;
  }

  /// The same for all pages of one search, and for hardly any other.
  String fingerprint() {
    CRC32 sum = new CRC32();
    sum.update(
        List.of(text, categories, minPrice, maxPrice, available, sort)
            .toString()
            .getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(sum.getValue());
  }

  /// How many products earlier pages have shown.
  int shown() {
    return after.map(SearchPlace::shown).orElse(0);
  }

  /// Whether the best match comes first.
  boolean isRanked() {
    return sort.equals(RELEVANCE);
  }

  /// Whether anything but the text says what is wanted.
  boolean isFiltered() {
    return !categories.isEmpty()
        || minPrice.isPresent()
        || maxPrice.isPresent()
        || available.isPresent();
  }
}
