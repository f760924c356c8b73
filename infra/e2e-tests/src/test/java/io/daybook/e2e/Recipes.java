package io.daybook.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The fenced blocks of a page of the documentation, in their order.
///
/// @param page its file below `docs`
record Recipes(String page, List<Block> blocks) {

  private static final Pattern HEADING_OR_BLOCK =
      Pattern.compile("^#+ ([^\\n]+)$|^```(\\w*)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  /// @param heading the one that it stands under; empty above the first
  record Block(String heading, String language, String text) {}

  static Recipes of(String page) throws IOException {
    List<Block> blocks = new ArrayList<>();
    String heading = "";
    Matcher next =
        HEADING_OR_BLOCK.matcher(Files.readString(Checkout.root().resolve("docs").resolve(page)));
    while (next.find()) {
      if (next.group(1) == null) {
        blocks.add(new Block(heading, next.group(2), next.group(3)));
      } else {
        heading = next.group(1);
      }
    }
    return new Recipes(page, List.copyOf(blocks));
  }

  /// The texts under a heading in a language.
  List<String> under(String heading, String language) {
    return blocks.stream()
        .filter(it -> it.heading().equals(heading) && it.language().equals(language))
        .map(Block::text)
        .toList();
  }
}
