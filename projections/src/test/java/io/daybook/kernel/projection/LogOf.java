package io.daybook.kernel.projection;

import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.StreamId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;

/// Events as messages of a log: positions from 1, versions by stream.
public final class LogOf {

  public static final Instant RECORDED = Instant.parse("2010-12-09T10:15:30Z");

  private LogOf() {}

  public static List<TrackedEventMessage<?>> events(List<? extends DomainEvent> events) {
    Map<StreamId, Long> versions = new HashMap<>();
    List<TrackedEventMessage<?>> log = new ArrayList<>();
    for (DomainEvent event : events) {
      long version = versions.merge(event.stream(), 1L, Long::sum);
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
    return log;
  }
}
