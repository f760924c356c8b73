package io.daybook.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where the build lays out a server that runs in a JVM of its own.
///
/// @param server its name for people
/// @param module the module that lays it out, under `infra`
/// @param layout the directory in that module's `target`
/// @param property the system property that names another place
record NodeHome(String server, String module, String layout, String property) {

  static final NodeHome ELASTICSEARCH =
      new NodeHome("Elasticsearch", "es-node", "es-home", "daybook.es.home");
  static final NodeHome KAFKA =
      new NodeHome("Kafka", "kafka-node", "kafka-home", "daybook.kafka.home");

  /// The directory that is named, or that the property names, or the one in the checkout:
  /// `daybook.root`, else the nearest directory around the working directory that has the module.
  ///
  /// @throws EmbeddedServerException when nothing is laid out there
  Path find(@Nullable Path named) {
    var elsewhere = System.getProperty(property);
    var home = named != null ? named : elsewhere != null ? Path.of(elsewhere) : inCheckout();
    if (!Files.isDirectory(home.resolve("lib"))) {
      throw new EmbeddedServerException(
          "There is no %s in %s. Build Daybook first: ./mvnw package".formatted(server, home));
    }
    return home.toAbsolutePath().normalize();
  }

  private Path inCheckout() {
    var root = System.getProperty("daybook.root");
    return (root != null ? Path.of(root) : nearestCheckout())
        .resolve("infra")
        .resolve(module)
        .resolve("target")
        .resolve(layout);
  }

  private Path nearestCheckout() {
    var here = Path.of("").toAbsolutePath();
    for (@Nullable Path at = here; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("pom.xml"))
          && Files.isDirectory(at.resolve("infra").resolve(module))) {
        return at;
      }
    }
    return here;
  }
}
