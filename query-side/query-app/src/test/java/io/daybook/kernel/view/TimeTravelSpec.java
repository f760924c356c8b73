package io.daybook.kernel.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daybook.kernel.query.HistoryEntry;
import io.daybook.kernel.query.Moment;
import io.daybook.kernel.query.Past;
import io.daybook.kernel.query.Then;
import io.daybook.web.ProblemException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.sql.DataSource;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;

final class TimeTravelSpec {

  private static final TimeTravel.Kind THING =
      new TimeTravel.Kind(
          "thing", Set.of(), List.of("thing"), Keeping.PRIVATE, (_, _) -> Optional.empty());

  @Test
  void more_than_a_few_who_look_back_wait_and_are_told_to_come_again() throws Exception {
    SlowPast slow = new SlowPast();
    TimeTravel past = travel(slow);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ResponseEntity<byte[]>>> few = new ArrayList<>();
      for (int i = 0; i < TimeTravel.MOST_AT_ONCE; i++) {
        few.add(threads.submit(() -> look(past, "wait=30")));
      }
      await().until(() -> slow.reading.get() == TimeTravel.MOST_AT_ONCE);

      ProblemException busy =
          Assertions.catchThrowableOfType(ProblemException.class, () -> look(past, "wait=0"));

      assertThat(busy.problem().status()).isEqualTo(503);
      assertThat(slow.reading.get()).isEqualTo(TimeTravel.MOST_AT_ONCE);
      Future<ResponseEntity<byte[]>> patient = threads.submit(() -> look(past, "wait=30"));
      slow.end.countDown();
      for (Future<ResponseEntity<byte[]>> one : few) {
        assertThat(one.get().getStatusCode().value()).isEqualTo(200);
      }
      assertThat(patient.get().getStatusCode().value()).isEqualTo(200);
    }
  }

  @Test
  void without_a_log_there_is_no_use_in_coming_again() {
    TimeTravel past =
        new TimeTravel(
            new StaticListableBeanFactory().getBeanProvider(Past.class), Clock.systemUTC());

    ProblemException refused =
        Assertions.catchThrowableOfType(ProblemException.class, () -> look(past, "wait=0"));

    assertThat(refused.problem().type()).isEqualTo(TimeTravel.NOT_HERE);
    assertThat(refused.problem().isTransient()).isFalse();
  }

  private static TimeTravel travel(Past past) {
    StaticListableBeanFactory beans = new StaticListableBeanFactory();
    beans.addBean("past", past);
    return new TimeTravel(beans.getBeanProvider(Past.class), Clock.systemUTC());
  }

  private static ResponseEntity<byte[]> look(TimeTravel past, String prefer) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.addHeader("Prefer", prefer);
    return past.asOf(Moment.after(1), Ask.of(request), THING, "1");
  }

  private static final class SlowPast implements Past {

    private final AtomicInteger reading = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);

    @Override
    public long head() {
      return 7;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> Then<T> asOf(
        Set<String> models, List<String> streams, Moment moment, Function<DataSource, T> read) {
      reading.incrementAndGet();
      try {
        end.await();
      } catch (InterruptedException failed) {
        throw new IllegalStateException(failed);
      }
      return new Then<>(1, (T) Optional.of(Answer.of("then", 1)), Set.of());
    }

    @Override
    public List<HistoryEntry> history(String stream, long after, int limit) {
      return List.of();
    }
  }
}
