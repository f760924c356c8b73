package io.daybook.inventory.app;

import io.daybook.inventory.domain.Reservation;
import io.daybook.inventory.domain.ReservationDecider;
import io.daybook.inventory.event.ReservationEvent;
import io.daybook.kernel.app.StreamShell;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateRoot;

/// Axon's hold on the reservation of one order. Its commands go to [ReservationHandler], since they
/// are decided over several streams.
@AggregateRoot(type = "Reservation")
final class ReservationAggregate extends StreamShell<Reservation, ReservationEvent> {

  private static final ReservationDecider RULES = new ReservationDecider();

  ReservationAggregate() {
    super(RULES.initial());
  }

  @EventSourcingHandler
  void on(ReservationEvent event) {
    remember(event, RULES::evolve);
  }
}
