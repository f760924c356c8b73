package io.daybook.axon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.junit.jupiter.api.Test;

class LogProcessorSpec {

  @Test
  void a_processor_that_stands_beyond_the_end_of_the_log_says_so() throws Exception {
    CountDownLatch refusals = new CountDownLatch(2);
    StreamableMessageSource<TrackedEventMessage<?>> restored =
        token -> {
          assertThat(token.position()).hasValue(2_050);
          refusals.countDown();
          throw new IllegalStateException("The log ends before position 2050");
        };
    try (LogProcessor processor =
        new LogProcessor("projections.test.beyond", restored, new At(2_050), 10)) {
      processor.start();

      assertThat(refusals.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(processor.failure()).get().asString().contains("ends before position 2050");
      assertThat(processor.position()).isEqualTo(2_050);
    }
  }

  private record At(long position) implements BatchSubscriber {

    @Override
    public void apply(List<TrackedEventMessage<?>> batch, long last) {
      throw new AssertionError("Nothing can be read there");
    }
  }
}
