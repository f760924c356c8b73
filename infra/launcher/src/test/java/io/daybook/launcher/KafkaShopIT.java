package io.daybook.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.cli.demo.Shop;
import io.daybook.cli.http.Api;
import io.daybook.cli.http.Call;
import io.daybook.cli.http.CallTimes;
import io.daybook.cli.verify.Check;
import io.daybook.cli.verify.Verification;
import io.daybook.eventstore.LogEventStore;
import io.daybook.kafka.KafkaEventSource;
import java.nio.file.Path;
import java.time.Duration;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole shop whose sagas and read models hear of events from Kafka only.
class KafkaShopIT {

  private static final String SOURCE = "daybook.events.source";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration OPEN = Duration.ofSeconds(5);

  @TempDir private Path folder;

  @Test
  void handlers_run_unchanged_on_kafka_and_the_books_are_right() throws Exception {
    System.setProperty(SOURCE, "kafka");
    try (RunningDaybook daybook =
        RunningDaybook.start(new Options(folder.resolve("data"), 0, false, true))) {
      Api api = new Api(daybook.api(), PATIENCE, new CallTimes());
      assertThat(daybook.bean(KafkaEventSource.class))
          .isSameAs(daybook.bean("eventSource", StreamableMessageSource.class));

      assertThat(new Shop(api, "kafka").open(OPEN)).isNotEmpty();

      assertThat(new Verification(api, PATIENCE).prove())
          .isNotEmpty()
          .allSatisfy((Check check) -> assertThat(check.offenders()).as(check.claim()).isEmpty());
      long head = daybook.bean(LogEventStore.class).head();
      assertThat(head).isGreaterThan(100);
      assertThat(daybook.bean(KafkaEventSource.class).createHeadToken())
          .isEqualTo(new GlobalSequenceTrackingToken(head));
      assertThat(api.send(Call.get("/actuator/prometheus")).text())
          .contains("daybook_kafka_active 1.0", "daybook_kafka_lag 0.0");
    } finally {
      System.clearProperty(SOURCE);
    }
  }
}
