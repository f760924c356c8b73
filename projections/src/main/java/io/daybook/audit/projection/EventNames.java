package io.daybook.audit.projection;

import io.daybook.kernel.projection.LoggedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import tools.jackson.databind.json.JsonMapper;

/// Says which events stand at some positions, by reading them again: rarely asked, since breaches
/// are rare, and so nobody has to keep the names of all events.
final class EventNames {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST = 40;

  private final StreamableMessageSource<TrackedEventMessage<?>> log;

  EventNames(StreamableMessageSource<TrackedEventMessage<?>> log) {
    this.log = log;
  }

  /// One event of a breach.
  ///
  /// @param type contract name
  record Named(long position, String type, String id, String stream) {}

  /// The events at the last of `positions`, as a JSON list.
  String json(List<Long> positions) {
    List<Named> events = new ArrayList<>();
    for (long position :
        positions.subList(Math.max(0, positions.size() - MOST), positions.size())) {
      events.add(at(position));
    }
    return JSON.writeValueAsString(events);
  }

  private Named at(long position) {
    GlobalSequenceTrackingToken before =
        position == 1 ? null : new GlobalSequenceTrackingToken(position - 1);
    try (BlockingStream<TrackedEventMessage<?>> events = log.openStream(before)) {
      if (events.hasNextAvailable(1, TimeUnit.SECONDS)) {
        LoggedEvent it = LoggedEvent.of(events.nextAvailable());
        return new Named(it.position(), it.name(), it.id(), it.event().stream().toString());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return new Named(position, "?", "?", "?");
  }
}
