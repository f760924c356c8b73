package io.daybook.kernel.projection;

import io.daybook.axon.EventSerializer;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.StreamId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.serialization.SimpleSerializedObject;

/// Events as messages of a log: positions from 1, versions by stream.
public final class LogOf {

  public static final Instant RECORDED = Instant.parse("2010-12-09T10:15:30Z");

  private LogOf() {}

  public static List<TrackedEventMessage<?>> events(List<? extends DomainEvent> events) {
    List<TrackedEventMessage<?>> log = new ArrayList<>();
    append(log, events);
    return log;
  }

  /// Lets something happen that only a later release knows.
  ///
  /// @param type contract name
  public static void appendUnknown(List<TrackedEventMessage<?>> log, StreamId stream, String type) {
    long version =
        log.stream()
            .filter(it ->
                ((DomainEventMessage<?>) it).getAggregateIdentifier().equals(stream.toString()))
            .count();
    Object payload =
        EventSerializer.ofAllEvents()
            .deserialize(new SimpleSerializedObject<>("{}", String.class, type, "1"));
    log.add(
        new GenericTrackedDomainEventMessage<>(
            new GlobalSequenceTrackingToken(log.size() + 1),
            new GenericDomainEventMessage<>(
                stream.type(),
                stream.toString(),
                version,
                payload,
                Map.of("actor", "somebody"),
                "event-" + (log.size() + 1),
                RECORDED)));
  }

  /// Lets more happen.
  public static void append(List<TrackedEventMessage<?>> log, List<? extends DomainEvent> events) {
    Map<String, Long> versions = new HashMap<>();
    log.forEach(
        it -> versions.merge(((DomainEventMessage<?>) it).getAggregateIdentifier(), 1L, Long::sum));
    for (DomainEvent event : events) {
      long version = versions.merge(event.stream().toString(), 1L, Long::sum);
      var message =
          new GenericDomainEventMessage<>(
              event.stream().type(),
              event.stream().toString(),
              version - 1,
              event,
              Map.of("actor", "saga checkout", "correlationId", "c-1"),
              "event-" + (log.size() + 1),
              RECORDED);
      log.add(
          new GenericTrackedDomainEventMessage<>(
              new GlobalSequenceTrackingToken(log.size() + 1), message));
    }
  }
}
