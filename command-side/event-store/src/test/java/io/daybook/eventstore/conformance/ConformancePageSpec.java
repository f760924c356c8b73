package io.daybook.eventstore.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The page says what the tests do.
class ConformancePageSpec {

  private static final Path PAGE = Path.of("..", "..", "docs", "event-store-conformance.md");

  @Test
  void the_page_lists_exactly_the_known_failures() throws IOException {
    List<String> rows =
        Arrays.stream(StockJdbcEngineIT.class.getAnnotationsByType(KnownFailure.class))
            .map(ConformancePageSpec::row)
            .toList();

    assertThat(Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| `")))
        .containsExactlyElementsOf(rows);
  }

  private static String row(KnownFailure failure) {
    return "| `%s` | %s%s |"
        .formatted(failure.test(), failure.why(), failure.sometimes() ? " Depends on luck." : "");
  }
}
