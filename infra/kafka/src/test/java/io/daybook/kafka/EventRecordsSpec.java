package io.daybook.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventRecordsSpec {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-23T09:30:00Z",
        "2026-11-23T00:00:00Z",
        "2026-11-23T09:30:01Z",
        "2026-11-23T09:30:00.100Z",
        "2026-11-23T09:30:00.000001Z",
        "2026-11-23T09:30:59.999999Z",
        "1969-12-31T23:59:59.999999Z",
        "0000-01-01T00:00:01Z",
        "-0001-01-01T00:00:01Z",
        "+12026-01-01T00:00:01Z"
      })
  void a_time_is_written_as_ever(String time) {
    Instant instant = Instant.parse(time);
    assertThat(EventRecords.text(instant)).isEqualTo(instant.toString());
  }
}
