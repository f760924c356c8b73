package io.daybook.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AnalystViewsSpec {

  /// When this fails, the migration is written anew in the old one's place: look at it and commit
  /// it. It is one that Flyway repeats when it has changed.
  @Test
  void the_views_are_what_the_schemas_of_the_events_say() throws Exception {
    Path file =
        Path.of(
            System.getProperty("daybook.root", "../.."),
            "infra/streams/src/main/resources/db/streams/R__analyst_views.sql");
    String expected = AnalystViewsSql.migration();
    String actual = Files.exists(file) ? Files.readString(file) : "";
    if (!actual.equals(expected)) {
      Files.writeString(file, expected);
    }

    assertThat(actual).isEqualTo(expected);
  }
}
