package io.daybook.axon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
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

  @Test
  void a_batch_of_large_events_has_fewer_of_them() throws Exception {
    List<Integer> sizes = new CopyOnWriteArrayList<>();
    CountDownLatch all = new CountDownLatch(LARGE);
    BatchSubscriber subscriber =
        new Taking(batch -> {
          sizes.add(batch.size());
          batch.forEach(_ -> all.countDown());
        });
    try (LogProcessor processor =
        new LogProcessor("projections.test.large", _ -> new Texts(), subscriber, LARGE)) {
      processor.start();

      assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(sizes).hasSizeBetween(3, 5).allMatch(it -> it <= 16);
  }

  @Test
  void pauses_double_up_to_two_seconds_and_begin_anew_after_a_success() {
    List<Duration> pauses = new ArrayList<>();
    Backoff backoff = new Backoff();
    for (int failure = 0; failure < 7; failure++) {
      pauses.add(backoff.next());
    }
    backoff.reset();
    pauses.add(backoff.next());

    assertThat(pauses.stream().map(Duration::toMillis))
        .containsExactly(100L, 200L, 400L, 800L, 1_600L, 2_000L, 2_000L, 100L);
  }

  private static final int LARGE = 50;

  /// Takes what comes.
  private record Taking(Consumer<List<TrackedEventMessage<?>>> then) implements BatchSubscriber {

    @Override
    public long position() {
      return 0;
    }

    @Override
    public void apply(List<TrackedEventMessage<?>> batch, long last) {
      then.accept(batch);
    }
  }

  /// Some events of a million characters each.
  private static final class Texts implements BlockingStream<TrackedEventMessage<?>> {

    private static final String LONG = "x".repeat(1_000_000);

    private int read;

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
      return Optional.empty();
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) {
      return read < LARGE;
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() {
      read++;
      return new GenericTrackedEventMessage<>(
          new GlobalSequenceTrackingToken(read), GenericEventMessage.asEventMessage(LONG));
    }

    @Override
    public void close() {}
  }

  @Test
  void a_processor_counts_what_it_passes_over_since_only_a_later_release_knows_it() {
    UnknownEvents unknown = new UnknownEvents("projections.test.unknown");
    TrackedEventMessage<?> known = event("ordering.order-confirmed", "1", "{\"orderId\":\"1\"}");
    TrackedEventMessage<?> later = event("ordering.gift-wrapped", "1", "{\"paper\":\"red\"}");
    TrackedEventMessage<?> revised = event("ordering.order-confirmed", "2", "{\"id\":\"1\"}");
    List<TrackedEventMessage<?>> batch = List.of(known, later, revised, later);

    unknown.note(batch);

    assertThat(unknown.count()).isEqualTo(3);
    assertThat(UnknownEvents.without(batch)).containsExactly(known);
    assertThat(UnknownEvents.typeOf(later).getName()).isEqualTo("ordering.gift-wrapped");
    assertThat(UnknownEvents.typeOf(revised).getRevision()).isEqualTo("2");
  }

  private static TrackedEventMessage<?> event(String type, String revision, String payload) {
    return EventUtils.upcastAndDeserializeTrackedEvents(
            Stream.of(
                new TrackedDomainEventData<>(
                    new GlobalSequenceTrackingToken(1),
                    new GenericDomainEventEntry<>(
                        "Order",
                        "order/1",
                        0,
                        "e-1",
                        Instant.EPOCH,
                        type,
                        revision,
                        payload,
                        "{}"))),
            EventSerializer.ofAllEvents(),
            EventUpcasters.all())
        .findFirst()
        .orElseThrow();
  }

  private record At(long position) implements BatchSubscriber {

    @Override
    public void apply(List<TrackedEventMessage<?>> batch, long last) {
      throw new AssertionError("Nothing can be read there");
    }
  }
}
