package io.daybook.bench.store;

import io.daybook.bench.Bed;
import io.daybook.bench.Benchmark;
import io.daybook.bench.Comparison;
import io.daybook.bench.Contender;
import io.daybook.bench.Goal;
import io.daybook.bench.Limit;
import io.daybook.bench.Report;
import io.daybook.bench.Sample;
import io.daybook.bench.Settings;
import io.daybook.eventstore.LogPages;
import io.daybook.eventstore.StoredEvent;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.postgresql.PGConnection;

/// Reading a long log from its first event to its last. Every turn is made by a node that has just
/// been opened, so that nobody remembers what the turn before has read.
public final class CatchUpBenchmark implements Benchmark {

  private static final int PAGE = 1_000;
  private static final int PROCESSORS = 5;
  private static final double LEAST_DECODED = 100_000;
  private static final long PATIENCE_MINUTES = 30;
  private static final String STOCK = StockJdbc.NAME;

  @Override
  public String name() {
    return "event-store-catch-up";
  }

  @Override
  public String summary() {
    return "read a million events: page by page, through one processor and through five";
  }

  @Override
  public List<Goal> run(Bed bed, Report report) throws Exception {
    int events = bed.settings().rows(1_000_000, 100_000);
    Settings rounds =
        bed.settings()
            .withRounds(Math.min(bed.settings().quick() ? 2 : 3, bed.settings().rounds()));
    String daybook = Filling.daybook(bed, events, report);
    String stock = Filling.stockJdbc(bed, events);
    report.line("%d events, %d rounds".formatted(events, rounds.rounds()));
    report.line("");
    List<Goal> goals = new ArrayList<>();

    List<Contender> readers =
        List.of(
            one("daybook-decoded", () -> decoded(bed, daybook, events)),
            one("daybook-pages", () -> pages(bed, daybook, events)),
            one("copy-to-stdout", () -> copied(bed, daybook, events)));
    Comparison.warmUp(readers, 1, rounds);
    Comparison pages = Comparison.of(readers, 1, rounds);
    pages.show("read by position", report);
    String at = name() + "/pages/";
    double decoded = pages.rate("daybook-decoded").median();
    goals.add(new Goal(at + "100000-per-s", decoded / LEAST_DECODED, 1));
    goals.add(pages.goal(at, "daybook-decoded", "copy-to-stdout", 0.3));

    for (int processors : new int[] {1, PROCESSORS}) {
      Settings turns = processors > 1 && rounds.quick() ? rounds.withRounds(1) : rounds;
      Comparison streams =
          Comparison.of(
              List.of(
                  one(
                      Daybook.NAME,
                      () -> handled(Daybook.on(bed, daybook).node(), processors, events)),
                  one(STOCK, () -> handled(StockJdbc.joining(bed, stock), processors, events))),
              1,
              turns);
      streams.show("processors: %d, all events of all of them".formatted(processors), report);
      String with = name() + "/" + processors + "/";
      goals.add(streams.goal(with, Daybook.NAME, STOCK, processors == 1 ? 1.3 : 3));
    }
    return goals;
  }

  @FunctionalInterface
  private interface Pass {
    /// @return the nanoseconds that an event took
    double nanosPerEvent() throws Exception;
  }

  private static Contender one(String name, Pass pass) {
    return new Contender() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Sample run(int callers, Limit limit) throws Exception {
        return Sample.of(TimeUnit.SECONDS.toNanos(1) / pass.nanosPerEvent());
      }
    };
  }

  private static double pages(Bed bed, String database, int events) throws Exception {
    return read(bed, database, events, _ -> {});
  }

  private static double decoded(Bed bed, String database, int events) throws Exception {
    Serializer serializer = Jackson3Serializer.builder().build();
    return read(
        bed,
        database,
        events,
        event -> {
          Happened payload =
              serializer.deserialize(
                  new SimpleSerializedObject<>(event.payload(), String.class, event.type(), null));
          MetaData metadata =
              serializer.deserialize(
                  new SimpleSerializedObject<>(
                      event.metadata(), String.class, MetaData.class.getName(), null));
          if (payload.order().isEmpty() || metadata == null) {
            throw new IllegalStateException("Not what was written.");
          }
        });
  }

  private static double read(
      Bed bed, String database, int events, java.util.function.Consumer<StoredEvent> each)
      throws Exception {
    try (Daybook daybook = Daybook.on(bed, database)) {
      long start = System.nanoTime();
      long position = 0;
      LogPages pages = daybook.log().pages(0, PAGE);
      while (pages.hasNext()) {
        List<StoredEvent> page = pages.next();
        page.forEach(each);
        position = page.getLast().position();
      }
      return nanos(start, position, events);
    }
  }

  private static double copied(Bed bed, String database, int events) throws Exception {
    try (var connection = bed.plain(database).getConnection()) {
      long start = System.nanoTime();
      long rows =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyOut(
                  "copy (select * from events order by position) to stdout",
                  OutputStream.nullOutputStream());
      return nanos(start, rows, events);
    }
  }

  /// All of the log through so many processors at once on one node.
  private static double handled(AxonNode opened, int processors, int events) throws Exception {
    CountDownLatch rest = new CountDownLatch(processors * events);
    List<Tailing> tails = new ArrayList<>();
    try (AxonNode node = opened) {
      long start = System.nanoTime();
      for (int i = 0; i < processors; i++) {
        tails.add(Tailing.fromTheStart(node, _ -> rest.countDown()));
      }
      if (!rest.await(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        throw new IllegalStateException("%d events did not come.".formatted(rest.getCount()));
      }
      double nanos = (System.nanoTime() - start) / ((double) processors * events);
      tails.forEach(Tailing::close);
      return nanos;
    }
  }

  private static double nanos(long start, long read, int events) {
    if (read != events) {
      throw new IllegalStateException("%d of %d events were read.".formatted(read, events));
    }
    return (System.nanoTime() - start) / (double) events;
  }
}
