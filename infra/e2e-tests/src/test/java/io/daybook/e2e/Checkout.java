package io.daybook.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The checkout under test and what lies beside it.
final class Checkout {

  private Checkout() {}

  /// The folder that `./daybook` stands in.
  static Path root() {
    String named = System.getProperty("daybook.root");
    for (@Nullable Path at = Path.of(named == null ? "" : named).toAbsolutePath();
        at != null;
        at = at.getParent()) {
      if (Files.isExecutable(at.resolve("daybook"))) {
        return at;
      }
    }
    throw new IllegalStateException("There is no ./daybook around " + Path.of("").toAbsolutePath());
  }

  /// The retailer's order book of December 2010; where it should be when it is absent.
  static Path december() {
    return months().getFirst();
  }

  /// The retailer's order book, a file for each month; where December should be when it is absent.
  static List<Path> months() {
    for (String place : List.of("../shared", "../../shared")) {
      Path books = root().resolve(place).resolve("data/online-retail").normalize();
      if (Files.isDirectory(books)) {
        try (Stream<Path> files = Files.list(books)) {
          return files.filter(it -> it.toString().endsWith(".csv.gz")).sorted().toList();
        } catch (IOException failed) {
          throw new UncheckedIOException(failed);
        }
      }
    }
    return List.of(root().resolve("../shared/data/online-retail/2010-12.csv.gz").normalize());
  }
}
