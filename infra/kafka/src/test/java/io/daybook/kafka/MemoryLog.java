package io.daybook.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.daybook.eventstore.EventLog;
import io.daybook.eventstore.RawEvent;
import io.daybook.eventstore.StoredEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongConsumer;

/// A log of so many events, in memory, each with a payload of so many bytes.
final class MemoryLog implements EventLog {

  private final int head;
  private final int payload;
  private final LongConsumer beforeRead;
  private final List<Long> reads = Collections.synchronizedList(new ArrayList<>());

  /// @param beforeRead hears after which position is read; what it throws, reading throws
  MemoryLog(int head, int payload, LongConsumer beforeRead) {
    this.head = head;
    this.payload = payload;
    this.beforeRead = beforeRead;
  }

  /// After which positions was read.
  List<Long> reads() {
    return List.copyOf(reads);
  }

  @Override
  public long head() {
    return head;
  }

  @Override
  public List<RawEvent> readRaw(long afterPosition, int limit, int size) {
    reads.add(afterPosition);
    beforeRead.accept(afterPosition);
    List<RawEvent> events = new ArrayList<>();
    int taken = 0;
    for (long position = afterPosition + 1;
        position <= head && events.size() < limit && taken < size;
        position++) {
      events.add(event(position));
      taken += events.getLast().size();
    }
    return events;
  }

  private RawEvent event(long position) {
    return new RawEvent(
        position,
        bytes("cart/" + position % 50),
        position / 50 + 1,
        bytes("Cart"),
        bytes("event-" + position),
        "cart.line-set",
        bytes(""),
        new byte[payload],
        bytes("{}"),
        Instant.EPOCH);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Override
  public List<StoredEvent> read(long afterPosition, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean awaitBeyond(long position, Duration timeout) {
    throw new UnsupportedOperationException();
  }
}
