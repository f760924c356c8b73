package io.daybook.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.crash.Child.Ended;
import io.daybook.crash.Task.Errand;
import io.daybook.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A shop with databases and a journal of its own, in which one process lives at a time.
final class Lane {

  private final Child child;
  private final Scenario scenario;
  private final Path folder;
  private final String postgres;

  /// @param parent folder of all journals
  Lane(Child child, Scenario scenario, int number, Path parent, EmbeddedPostgres server) {
    this.child = child;
    this.scenario = scenario;
    String name = "%s_%d".formatted(scenario.name().toLowerCase(Locale.ROOT), number);
    List.of("events", "sagas", "views").forEach(it -> server.createDatabase(it + "_" + name));
    this.postgres = server.jdbcUrl("%s_" + name);
    try {
      this.folder = Files.createDirectory(parent.resolve(name));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Watches orders that nobody disturbs.
  void watch() {
    Ended ended = child.run(task(Errand.WATCH, null));
    assertThat(ended.status()).as(ended.output()).isZero();
  }

  /// Has a process go on with what the last one left behind, and die there.
  ///
  /// @return false when it was a repetition that did not happen again
  boolean dieAt(String point) {
    Ended ended = child.run(task(Errand.DIE, point));
    if (Points.isRepetition(point) && ended.status() == CrashingShop.NEVER_REACHED) {
      return false;
    }
    assertThat(ended.status())
        .as("%s, to die %s:%n%s", scenario, point, ended.output())
        .isEqualTo(Points.KILLED);
    return true;
  }

  /// Brings everything to its end, and looks at the books.
  void settle() {
    Ended ended = child.run(task(Errand.SETTLE, null));
    assertThat(ended.status()).as(ended.output()).isZero();
  }

  /// How many orders there were.
  int orders() {
    return new Journal(folder).begun().size();
  }

  /// All points that its orders have passed.
  List<String> points() {
    try {
      Path points = new Journal(folder).points();
      return Files.exists(points) ? Files.readAllLines(points) : List.of();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private Task task(Errand errand, @Nullable String point) {
    return new Task(errand, scenario, folder, postgres, point);
  }
}
