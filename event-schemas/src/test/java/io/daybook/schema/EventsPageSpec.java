package io.daybook.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EventsPageSpec {

  @Test
  void the_page_about_events_is_up_to_date() throws IOException {
    Path page = Path.of("..", "docs", "events.md");
    String current = EventsPage.write();
    if (Boolean.getBoolean("daybook.write-docs")) {
      Files.writeString(page, current);
    }
    assertThat(page)
        .as("run the tests of event-schemas with -Ddaybook.write-docs=true to write it anew")
        .content()
        .isEqualTo(current);
  }
}
