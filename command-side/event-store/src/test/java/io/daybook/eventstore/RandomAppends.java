package io.daybook.eventstore;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Appends that meet each other: few streams, few keys, few names. Most of them know where their
/// streams are, if all went well so far.
final class RandomAppends {

  private static final List<String> STREAMS = List.of("s/1", "s/2", "s/3", "s/4", "s/5", "s/6");
  private static final String KIND = "name";

  private final Random random;
  private final LogModel imagined = new LogModel();
  private int made;

  RandomAppends(long seed) {
    this.random = new Random(seed);
  }

  List<Append> next(int count) {
    return IntStream.range(0, count).mapToObj(_ -> next()).toList();
  }

  private Append next() {
    made++;
    List<StoredEvent> events = events();
    Append append = new Append(events, receipt(events.isEmpty()), claims(), releases(), reliedOn());
    imagined.write(append);
    return append;
  }

  private List<StoredEvent> events() {
    List<StoredEvent> events = new ArrayList<>();
    List<String> streams = new ArrayList<>(STREAMS);
    for (int i = random.nextInt(4); i > 0; i--) {
      String stream = streams.remove(random.nextInt(streams.size()));
      long version = guess(stream);
      for (int j = random.nextInt(3); j >= 0; j--) {
        events.add(event(stream, ++version, events.size()));
      }
    }
    return events;
  }

  private StoredEvent event(String stream, long version, int index) {
    String id = "id-%d-%d".formatted(made, index);
    return new StoredEvent(0, stream, version, "S", id, "made", "", "{}", "{}", Instant.EPOCH);
  }

  private long guess(String stream) {
    long right = imagined.version(stream);
    return happens(5) ? Math.max(0, right + random.nextInt(3) - 1) : right;
  }

  private @Nullable Receipt receipt(boolean needed) {
    return needed || happens(3)
        ? new Receipt("key-" + random.nextInt(60), "same", "answer-" + made)
        : null;
  }

  private List<Claim> claims() {
    return happens(4)
        ? List.of(new Claim(KIND, "n" + random.nextInt(4), "o" + random.nextInt(3)))
        : List.of();
  }

  private List<Release> releases() {
    return happens(6) ? List.of(new Release(KIND, "o" + random.nextInt(3))) : List.of();
  }

  private Map<String, Long> reliedOn() {
    Map<String, Long> streams = new HashMap<>();
    if (happens(6)) {
      String stream = STREAMS.get(random.nextInt(STREAMS.size()));
      streams.put(stream, guess(stream));
    }
    return streams;
  }

  private boolean happens(int onceIn) {
    return random.nextInt(onceIn) == 0;
  }
}
