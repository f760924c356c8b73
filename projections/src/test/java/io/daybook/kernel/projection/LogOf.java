package io.daybook.kernel.projection;

import io.daybook.kernel.DomainEvent;
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

/// Events as messages of a log: positions from 1, versions by stream.
public final class LogOf {

  public static final Instant RECORDED = Instant.parse("2010-12-09T10:15:30Z");

  private LogOf() {}

  public static List<TrackedEventMessage<?>> events(List<? extends DomainEvent> events) {
    List<TrackedEventMessage<?>> log = new ArrayList<>();
    append(log, events);
    return log;
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
