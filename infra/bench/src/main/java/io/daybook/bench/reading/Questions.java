package io.daybook.bench.reading;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.IntStream;

/// What shoppers search a catalogue for: words of its names, some mistyped, some within a category
/// and a price, some sorted, some with facets.
final class Questions {

  private Questions() {}

  static String[] about(int products, int questions) {
    Random random = new Random(questions);
    return IntStream.range(0, questions)
        .mapToObj(_ -> one(products, random))
        .toArray(String[]::new);
  }

  private static String one(int products, Random random) {
    int product = random.nextInt(products);
    String[] words = Goods.name(product).split(" ", -1);
    return switch (random.nextInt(10)) {
      case 0 -> path(words[2]);
      case 1, 2, 3 -> path(words[0] + " " + words[2]);
      case 4 -> path(words[1] + " " + words[2] + " " + words[3]);
      case 5 -> path(words[3]);
      case 6 -> path(words[0] + " " + mistyped(words[2], random));
      case 7 ->
          path(words[2])
              + "&minPrice=100&maxPrice=2500&category="
              + encoded(Goods.category(product));
      case 8 -> path(words[1] + " " + words[2]) + "&available=true&sort=price";
      default -> path(words[0] + " " + words[2]) + "&facets=true";
    };
  }

  /// A letter that is missing, not the first.
  private static String mistyped(String word, Random random) {
    int gone = random.nextInt(1, word.length());
    return word.substring(0, gone) + word.substring(gone + 1);
  }

  private static String path(String words) {
    return "/v1/products?q=" + encoded(words);
  }

  private static String encoded(String words) {
    return URLEncoder.encode(words, StandardCharsets.UTF_8);
  }
}
