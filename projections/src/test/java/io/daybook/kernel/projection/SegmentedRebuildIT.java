package io.daybook.kernel.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daybook.kernel.projection.ProjectionVersion.Next;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A read model built in segments, each of which dies or fails by itself.
final class SegmentedRebuildIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PAGE = 200;

  @RegisterExtension private static final ViewsDatabase VIEWS = new ViewsDatabase();

  private final List<TrackedEventMessage<?>> log =
      LogOf.events(new RandomShop(77, 7).withOrders(150));
  private final List<Rebuilds> nodes = new ArrayList<>();

  @BeforeEach
  void live() {
    VIEWS.jdbc().sql(EventCounts.TABLE).update();
    ReadModels tables = new ReadModels(VIEWS.pool(), List.of(new EventCounts()), Duration.ZERO);
    assertThat(tables.position()).isZero();
    tables.apply(log, log.size());
  }

  @AfterEach
  void stop() {
    nodes.forEach(Rebuilds::stop);
  }

  @Test
  void each_event_counts_once_and_in_order_in_any_number_of_segments() {
    int version = 1;
    for (int segments : List.of(1, 2, 3, 8)) {
      Rebuilds node = start(new EventCounts(), segments);

      node.rebuild(EventCounts.NAME, true);

      int built = ++version;
      await().atMost(PATIENCE).until(() -> listed(node).version() == built);
      assertThat(counted()).as("%d segments", segments).isEqualTo(expected());
      assertThat(segmentsLeft()).isZero();
      node.stop();
    }
  }

  @Test
  void segments_write_side_by_side() {
    CountDownLatch both = new CountDownLatch(2);
    Rebuilds node = start(new Meeting(both), 2);

    node.rebuild(EventCounts.NAME, true);

    await().atMost(PATIENCE).until(() -> listed(node).version() == 2);
    assertThat(both.getCount()).as("each waited for the other in its transaction").isZero();
    assertThat(counted()).isEqualTo(expected());
  }

  @Test
  void what_one_segment_wrote_before_another_died_counts_once() {
    Mistaken dying = Mistaken.of(new EventCounts());
    long lost = orderEventAfter(2 * PAGE);
    dying.breakdowns().add(lost);
    Rebuilds first = start(dying, 3);
    first.rebuild(EventCounts.NAME, true);
    await().atMost(PATIENCE).until(() -> next(first).state().equals("FAILED"));
    first.stop();
    assertThat(positionsOfSegments())
        .as("some are a page ahead of the one that died")
        .anyMatch(it -> it >= lost)
        .anyMatch(it -> it < lost);

    Rebuilds second = start(new EventCounts(), 2);

    await().atMost(PATIENCE).until(() -> listed(second).version() == 2);
    assertThat(counted()).isEqualTo(expected());
    assertThat(segmentsLeft()).isZero();
  }

  @Test
  void an_event_that_can_not_be_taken_holds_its_own_sequence_and_no_other() {
    Mistaken mistaken = Mistaken.of(new EventCounts());
    long failing = orderEventAfter(PAGE);
    mistaken.mistakes().add(failing);
    Rebuilds node = start(mistaken, 3);

    node.rebuild(EventCounts.NAME, true);

    assertOneIsHeldAt(failing, node);
  }

  @Test
  void an_event_that_nobody_can_read_holds_its_own_sequence_and_no_other() {
    long failing = orderEventAfter(PAGE);
    List<TrackedEventMessage<?>> unreadable = new ArrayList<>(log);
    unreadable.set((int) failing - 1, of(log.get((int) failing - 1), "no event of ours"));
    Rebuilds node = start(new EventCounts(), 3, unreadable);

    node.rebuild(EventCounts.NAME, true);

    assertOneIsHeldAt(failing, node);
  }

  private static TrackedEventMessage<?> of(TrackedEventMessage<?> message, Object payload) {
    var stored = (DomainEventMessage<?>) message;
    return new GenericTrackedDomainEventMessage<>(
        message.trackingToken(),
        new GenericDomainEventMessage<>(
            stored.getType(),
            stored.getAggregateIdentifier(),
            stored.getSequenceNumber(),
            payload));
  }

  private void assertOneIsHeldAt(long failing, Rebuilds node) {
    await().atMost(PATIENCE).until(() -> listed(node).version() == 2);
    Map<String, String> expected = expected();
    String held = VIEWS.jdbc().sql("select sequence from quarantine").query(String.class).single();
    assertThat(expected.remove(held)).contains(" " + failing);
    Map<String, String> counted = counted();
    counted.remove(held);
    assertThat(counted).isEqualTo(expected);
  }

  @Test
  void a_build_in_segments_can_be_given_up_at_any_moment() {
    for (int pause = 0; pause < 5; pause++) {
      Rebuilds node = start(new EventCounts(), 3);
      node.rebuild(EventCounts.NAME, true);
      int pages = pause;
      await()
          .atMost(PATIENCE)
          .until(() -> {
            Next next = listed(node).next();
            return next == null || next.position() >= (long) pages * PAGE;
          });

      try {
        node.abandon(EventCounts.NAME);
      } catch (RebuildRefused _) {
        // It was done sooner.
      }

      await().atMost(PATIENCE).until(() -> listed(node).next() == null);
      assertThat(segmentsLeft()).isZero();
      assertThat(counted()).isEqualTo(expected());
      node.stop();
    }
  }

  private Rebuilds start(ReadModel model, int segments) {
    return start(model, segments, log);
  }

  private Rebuilds start(ReadModel model, int segments, List<TrackedEventMessage<?>> messages) {
    Rebuilds node =
        new Rebuilds(
            List.of(model),
            new ListedLog(messages),
            VIEWS.pool(),
            new RebuildSettings(1, PAGE, segments, Duration.ofMillis(100)));
    nodes.add(node);
    node.start();
    return node;
  }

  /// Every segment waits in its first page until another is in its own.
  private record Meeting(EventCounts model, CountDownLatch both) implements ReadModel {

    private Meeting(CountDownLatch both) {
      this(new EventCounts(), both);
    }

    @Override
    public String name() {
      return model.name();
    }

    @Override
    public Set<String> streams() {
      return model.streams();
    }

    @Override
    public List<String> tables() {
      return model.tables();
    }

    @Override
    public Posting begin() {
      both.countDown();
      try {
        assertThat(both.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
      return model.begin();
    }
  }

  private static ProjectionVersion listed(Rebuilds node) {
    return node.list().getFirst();
  }

  private static Next next(Rebuilds node) {
    return Objects.requireNonNull(listed(node).next(), "nothing is being built");
  }

  private long orderEventAfter(long position) {
    return log.stream()
        .map(LoggedEvent::of)
        .filter(it -> it.position() > position && isCounted(it))
        .findFirst()
        .orElseThrow()
        .position();
  }

  private static boolean isCounted(LoggedEvent logged) {
    return new EventCounts().streams().contains(logged.event().stream().type());
  }

  private Map<String, String> expected() {
    Map<String, String> expected = new TreeMap<>();
    log.stream()
        .map(LoggedEvent::of)
        .filter(SegmentedRebuildIT::isCounted)
        .forEach(
            it -> expected.merge(it.event().stream().id(), " " + it.position(), String::concat));
    return expected;
  }

  private static Map<String, String> counted() {
    Map<String, String> rows = new TreeMap<>();
    VIEWS
        .jdbc()
        .sql("select id, path from event_count")
        .query(row -> {
          rows.put(row.getString(1), row.getString(2));
        });
    return rows;
  }

  private static List<Long> positionsOfSegments() {
    return VIEWS
        .jdbc()
        .sql("select position from projection_next where name like '%/next/%'")
        .query(Long.class)
        .list();
  }

  private static long segmentsLeft() {
    return VIEWS.jdbc().sql("select count(*) from projection_next").query(Long.class).single();
  }
}
