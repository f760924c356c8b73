package io.daybook.bench.store;

import io.daybook.bench.Bed;
import io.daybook.bench.Benchmark;
import io.daybook.bench.Comparison;
import io.daybook.bench.Contender;
import io.daybook.bench.Goal;
import io.daybook.bench.Report;
import io.daybook.bench.Settings;
import io.daybook.embedded.EmbeddedKafka;
import java.util.ArrayList;
import java.util.List;

/// The log copied to a broker on the same machine, from its first event to its last.
public final class KafkaBenchmark implements Benchmark {

  private static final double TIMES_AXON = 10;
  private static final double OF_BARE = 0.6;
  private static final String PUBLISHER = "daybook";
  private static final String EACH = "transaction-per-event";
  private static final String BARE = "bare-batches";

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public String summary() {
    return "publish the log to Kafka, next to a transaction per event and to bare batches";
  }

  @Override
  public List<Goal> run(Bed bed, Report report) throws Exception {
    int events = bed.settings().rows(300_000, 100_000);
    int single = Math.max(20, events / 500);
    Settings rounds = bed.settings().withRounds(Math.min(3, bed.settings().rounds()));
    String database =
        Filling.daybook(bed, events, "ordering.order-placed", "ordering.order-noted", report);
    try (EmbeddedKafka kafka = EmbeddedKafka.startTemporary();
        Daybook daybook = Daybook.on(bed, database);
        KafkaCopies copies = new KafkaCopies(kafka.bootstrapServers(), daybook.log())) {
      copies.publish(events);
      report.line(
          "%d events (%d one by one) of %d bytes on average, %d rounds"
              .formatted(events, single, copies.bytesPerRecord(), rounds.rounds()));
      report.line("");
      List<Contender> publishers = new ArrayList<>();
      publishers.add(KafkaCopies.contender(PUBLISHER, events, () -> copies.publish(events)));
      publishers.add(KafkaCopies.contender(BARE, events, () -> copies.sendBare(events)));
      publishers.add(KafkaCopies.contender(EACH, single, () -> copies.sendOneByOne(single)));
      Comparison.warmUp(publishers, 1, rounds);
      Comparison comparison = Comparison.of(publishers, 1, rounds);
      comparison.show("events to a broker", report);
      return List.of(
          comparison.goal(name() + "/", PUBLISHER, EACH, TIMES_AXON),
          comparison.goal(name() + "/", PUBLISHER, BARE, OF_BARE));
    }
  }
}
