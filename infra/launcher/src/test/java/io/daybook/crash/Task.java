package io.daybook.crash;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one process is to do, as its command line says it.
///
/// @param errand what to do
/// @param folder the journal
/// @param postgres JDBC address of the databases, with `%s` where a name goes
/// @param point where to die; null unless the errand is to die
record Task(
    Errand errand, Scenario scenario, Path folder, String postgres, @Nullable String point) {

  /// Why a process is started.
  enum Errand {
    /// Watch some orders and write their points down.
    WATCH,
    /// Begin orders until one passes the point, and die there.
    DIE,
    /// Bring everything to its end and look at the books.
    SETTLE
  }

  static Task of(List<String> arguments) {
    return new Task(
        Errand.valueOf(arguments.get(0)),
        Scenario.valueOf(arguments.get(1)),
        Path.of(arguments.get(2)),
        arguments.get(3),
        arguments.size() > 4 ? arguments.get(4) : null);
  }

  List<String> arguments() {
    return Stream.of(errand.name(), scenario.name(), folder.toString(), postgres, point)
        .filter(Objects::nonNull)
        .toList();
  }

  Journal journal() {
    return new Journal(folder);
  }

  /// The settings of the application.
  Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>();
    for (String database : List.of("events", "sagas", "views")) {
      String prefix = "daybook.%s.datasource.".formatted(database);
      settings.put(prefix + "url", postgres.formatted(database));
      settings.put(prefix + "username", "postgres");
    }
    settings.put("server.port", "0");
    settings.put("daybook.checkout.lookout", "100ms");
    if (scenario == Scenario.LATE_SUCCESS) {
      settings.put("daybook.checkout.payment-timeout", "150ms");
      settings.put("daybook.payment.late-after", "600ms");
    }
    settings.put("daybook.audit.settle-within", "1s");
    settings.put("daybook.audit.lookout", "100ms");
    // Nobody searches here.
    settings.put("daybook.elasticsearch.uri", "http://127.0.0.1:9");
    return settings;
  }
}
