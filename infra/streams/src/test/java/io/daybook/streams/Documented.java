package io.daybook.streams;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Recipes of `docs/streams.md` that are run where what they speak of is at hand.
final class Documented {

  private Documented() {}

  /// The fenced blocks of a language, in the order of the page.
  static List<String> blocks(String language) throws IOException {
    Path page = Path.of(System.getProperty("daybook.root", "../.."), "docs/streams.md");
    return Pattern.compile(
            "^```%s\\n(.*?)^```$".formatted(language), Pattern.DOTALL | Pattern.MULTILINE)
        .matcher(Files.readString(page))
        .results()
        .map((MatchResult it) -> it.group(1))
        .toList();
  }
}
