package io.daybook.kernel.projection;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestSpec {

  private static final long AN_HOUR = Duration.ofHours(1).toNanos();

  private final Rest rest = new Rest(Duration.ofDays(1));

  @Test
  void a_rest_ends_when_somebody_waits() {
    Thread reader = resting(AN_HOUR);
    rest.now();
    await().until(() -> !reader.isAlive());
  }

  @Test
  void who_waited_for_the_batch_before_does_not_end_the_rest_behind_it() throws Exception {
    rest.now();
    Thread reader = resting(AN_HOUR);
    reader.interrupt();
    reader.join();
  }

  @Test
  void a_rest_is_no_longer_than_the_longest() {
    Rest none = new Rest(Duration.ZERO);
    none.after(AN_HOUR);
  }

  private Thread resting(long took) {
    Thread reader = Thread.ofVirtual().start(() -> rest.after(took));
    await().until(() -> reader.getState() == Thread.State.TIMED_WAITING);
    return reader;
  }
}
