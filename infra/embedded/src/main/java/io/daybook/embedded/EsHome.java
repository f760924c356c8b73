package io.daybook.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where the build laid out the Elasticsearch node (`infra/es-node`).
final class EsHome {

  private static final String LAID_OUT = "infra/es-node/target/es-home";

  private EsHome() {}

  /// The directory named by the system property `daybook.es.home`, else the one in the checkout
  /// around the working directory.
  ///
  /// @throws EmbeddedServerException when there is none
  static Path find() {
    String named = System.getProperty("daybook.es.home");
    if (named != null) {
      return checked(Path.of(named).toAbsolutePath());
    }
    for (@Nullable Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path candidate = at.resolve(LAID_OUT);
      if (Files.isDirectory(candidate.resolve("lib"))) {
        return candidate;
      }
    }
    throw new EmbeddedServerException(
        "Elasticsearch is not laid out yet: build Daybook first (./mvnw package).");
  }

  private static Path checked(Path home) {
    if (!Files.isDirectory(home.resolve("lib"))) {
      throw new EmbeddedServerException("There is no Elasticsearch in %s.".formatted(home));
    }
    return home;
  }
}
