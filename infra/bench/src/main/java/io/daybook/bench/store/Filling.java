package io.daybook.bench.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;

/// Streams that are there before anything is measured.
///
/// They are written by the engine itself, in large appends, whatever its tables look like. The
/// first events of all streams come first, then all second ones, and so on: in a real log, too, the
/// events of a stream lie far apart.
final class Filling {

  private static final int AT_ONCE = 500;
  private static final int WRITERS = 4;

  private Filling() {}

  /// Writes new streams of the same length.
  ///
  /// @return their names
  static List<String> streams(AxonNode node, int count, int events) throws Exception {
    List<String> names = IntStream.range(0, count).mapToObj(_ -> Happened.newOrder()).toList();
    for (int version = 1; version <= events; version++) {
      int number = version;
      try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
        List<Future<?>> written = new ArrayList<>();
        for (int from = 0; from < count; from += AT_ONCE) {
          List<String> some = names.subList(from, Math.min(count, from + AT_ONCE));
          written.add(writers.submit(() -> write(node, some, number)));
        }
        for (Future<?> one : written) {
          one.get();
        }
      }
    }
    return names;
  }

  private static void write(AxonNode node, List<String> streams, int version) {
    node.command(
        "fill",
        () -> {
          node.store().publish(streams.stream().map(stream -> event(stream, version)).toList());
          return streams;
        });
  }

  /// An event as the place `version` of a stream would have it.
  static DomainEventMessage<Happened> event(String stream, int version) {
    Happened payload = version == 1 ? Happened.placed(stream) : Happened.noted(stream, version);
    return new GenericDomainEventMessage<>(
        "Order", stream, version - 1L, payload, MetaData.emptyInstance());
  }
}
