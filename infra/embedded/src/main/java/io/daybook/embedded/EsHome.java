package io.daybook.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where the build has laid out the Elasticsearch node (`infra/es-node`).
final class EsHome {

  private static final Path MODULE = Path.of("infra", "es-node");

  private EsHome() {}

  /// The directory that is named, or that the system property `daybook.es.home` names, or the one
  /// in the checkout: `daybook.root`, else the nearest directory around the working directory that
  /// has the module.
  ///
  /// @throws EmbeddedServerException when nothing is laid out there
  static Path of(@Nullable Path named) {
    var property = System.getProperty("daybook.es.home");
    var home = named != null ? named : property != null ? Path.of(property) : inCheckout();
    if (!Files.isDirectory(home.resolve("lib"))) {
      throw new EmbeddedServerException(
          "There is no Elasticsearch in %s. Build Daybook first: ./mvnw package".formatted(home));
    }
    return home.toAbsolutePath().normalize();
  }

  private static Path inCheckout() {
    var root = System.getProperty("daybook.root");
    return (root != null ? Path.of(root) : nearestCheckout())
        .resolve(MODULE)
        .resolve("target")
        .resolve("es-home");
  }

  private static Path nearestCheckout() {
    var here = Path.of("").toAbsolutePath();
    for (@Nullable Path at = here; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("pom.xml")) && Files.isDirectory(at.resolve(MODULE))) {
        return at;
      }
    }
    return here;
  }
}
