package io.daybook.bench.store;

import io.daybook.bench.store.Happened.Noted;
import io.daybook.bench.store.Happened.Placed;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.jspecify.annotations.Nullable;

/// An aggregate that has no opinion, so that what is measured is the way to and from the log.
public class Order {

  @AggregateIdentifier private @Nullable String id;

  private int events;

  /// For Axon, to load it.
  public Order() {}

  Order(Placed event) {
    AggregateLifecycle.apply(event);
  }

  void note() {
    if (id == null) {
      throw new IllegalStateException("There is no such order.");
    }
    AggregateLifecycle.apply(Happened.noted(id, events + 1));
  }

  int events() {
    return events;
  }

  @EventSourcingHandler
  void on(Placed event) {
    id = event.order();
    events = 1;
  }

  @EventSourcingHandler
  void on(Noted event) {
    events++;
  }
}
