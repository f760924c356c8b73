package io.daybook.kernel.app;

import io.daybook.axon.BatchSubscriber;
import io.daybook.kernel.OrderId;
import io.daybook.ordering.event.OrderEvent;
import io.daybook.ordering.event.OrderEvent.OrderCancelled;
import io.daybook.ordering.event.OrderEvent.OrderConfirmed;
import io.daybook.ordering.event.OrderEvent.OrderRejected;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;

/// Tells waiting callers what became of their orders, from the tail of the log.
///
/// Only orders that somebody waits for are remembered. Safe for all threads.
final class OrderOutcomes implements BatchSubscriber {

  private final EventStore eventStore;
  private final Map<OrderId, CompletableFuture<Outcome>> waiting = new ConcurrentHashMap<>();
  private volatile long position;

  OrderOutcomes(EventStore eventStore) {
    this.eventStore = eventStore;
    position = headOf(eventStore);
  }

  /// From here on the outcome of `order` is not missed. Has to be called before it is placed, and
  /// closed when nobody waits any more.
  Watch watch(OrderId order) {
    return new Watch(
        order, position, waiting.computeIfAbsent(order, _ -> new CompletableFuture<>()));
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void apply(List<TrackedEventMessage<?>> batch, long last) {
    for (TrackedEventMessage<?> message : batch) {
      if (!waiting.isEmpty() && OrderEvent.class.isAssignableFrom(message.getPayloadType())) {
        tell((OrderEvent) message.getPayload(), message.trackingToken().position().orElse(0));
      }
    }
    position = last;
  }

  private void tell(OrderEvent event, long at) {
    CompletableFuture<Outcome> waiter = waiting.get(event.orderId());
    if (waiter != null) {
      outcomeOf(event, at).ifPresent(waiter::complete);
    }
  }

  private static Optional<Outcome> outcomeOf(OrderEvent event, long at) {
    return switch (event) {
      case OrderConfirmed _ -> Optional.of(new Outcome("CONFIRMED", Optional.empty(), at));
      case OrderRejected(_, var reason) ->
          Optional.of(new Outcome("REJECTED", Optional.of(reason.name()), at));
      case OrderCancelled(_, var reason, _, _) ->
          Optional.of(new Outcome("CANCELLED", Optional.of(reason), at));
      default -> Optional.empty();
    };
  }

  /// The last position of the log.
  static long headOf(EventStore eventStore) {
    var head = eventStore.createHeadToken();
    return head == null ? 0 : head.position().orElse(0);
  }

  /// What became of an order.
  ///
  /// @param position that shows it; when it was read from the order's own stream, the end of the
  ///   log
  record Outcome(String status, Optional<String> reason, long position) {}

  /// One caller's wait.
  final class Watch implements AutoCloseable {

    private final OrderId order;
    private final long since;
    private final CompletableFuture<Outcome> outcome;

    private Watch(OrderId order, long since, CompletableFuture<Outcome> outcome) {
      this.order = order;
      this.since = since;
      this.outcome = outcome;
    }

    /// Waits for the outcome; empty when there is none in time.
    ///
    /// @param placedAt position of the placing, 0 when unknown: one that is repeated may have had
    ///   its outcome before anybody watched
    Optional<Outcome> await(long placedAt, Duration limit) {
      if (placedAt <= since) {
        Optional<Outcome> before = lookUp();
        if (before.isPresent()) {
          return before;
        }
      }
      try {
        return Optional.of(outcome.get(limit.toMillis(), TimeUnit.MILLISECONDS));
      } catch (TimeoutException _) {
        return Optional.empty();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      } catch (ExecutionException impossible) {
        throw new IllegalStateException(impossible);
      }
    }

    private Optional<Outcome> lookUp() {
      String stream = "%s/%s".formatted(OrderEvent.STREAM_TYPE, order);
      return eventStore
          .readEvents(stream)
          .asStream()
          .flatMap(it -> outcomeOf((OrderEvent) it.getPayload(), 0).stream())
          .reduce((_, last) -> last)
          .map(it -> new Outcome(it.status(), it.reason(), headOf(eventStore)));
    }

    @Override
    public void close() {
      // A second caller who waits for the same order keeps their own future and meets a timeout
      // only if the outcome comes after this caller left; their repetition finds it.
      waiting.remove(order, outcome);
    }
  }
}
