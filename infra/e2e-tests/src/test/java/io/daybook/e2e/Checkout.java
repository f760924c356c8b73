package io.daybook.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    List<Path> places =
        List.of(
            root().resolve("../shared/data/online-retail/2010-12.csv.gz").normalize(),
            root().resolve("../../shared/data/online-retail/2010-12.csv.gz").normalize());
    return places.stream().filter(Files::exists).findFirst().orElse(places.getFirst());
  }
}
