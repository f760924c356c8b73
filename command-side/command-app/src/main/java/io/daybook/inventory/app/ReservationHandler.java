package io.daybook.inventory.app;

import static java.util.Objects.requireNonNull;

import io.daybook.inventory.command.ReservationCommand;
import io.daybook.inventory.command.ReservationCommand.ReduceReservation;
import io.daybook.inventory.command.ReservationCommand.ReleaseReservation;
import io.daybook.inventory.command.ReservationCommand.ReserveStock;
import io.daybook.inventory.command.ReservationCommand.ShipReservation;
import io.daybook.inventory.domain.ReservationDecider;
import io.daybook.inventory.domain.StockItem;
import io.daybook.inventory.event.ReservationEvent;
import io.daybook.inventory.event.StockItemEvent;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.Sku;
import io.daybook.kernel.StreamId;
import io.daybook.kernel.app.Shells;
import io.daybook.kernel.command.Answer;
import io.daybook.kernel.command.Answer.Done;
import io.daybook.kernel.command.Answer.Refused;
import io.daybook.kernel.domain.Decision.Accepted;
import io.daybook.kernel.domain.Decision.Rejected;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;

/// Decides over a reservation and the stock of all its skus at once.
///
/// Everybody who locks several streams locks the reservation first and then stock items in sku
/// order, so two orders for the same goods queue up and never embrace. The unit of work hands all
/// events to the event store as one append.
final class ReservationHandler {

  private static final ReservationDecider RULES = new ReservationDecider();

  private final Shells<ReservationAggregate> reservations;
  private final Shells<StockItemAggregate> stock;

  ReservationHandler(Shells<ReservationAggregate> reservations, Shells<StockItemAggregate> stock) {
    this.reservations = reservations;
    this.stock = stock;
  }

  @CommandHandler
  Answer on(ReserveStock command) {
    return decide(command);
  }

  @CommandHandler
  Answer on(ReleaseReservation command) {
    return decide(command);
  }

  @CommandHandler
  Answer on(ReduceReservation command) {
    return decide(command);
  }

  @CommandHandler
  Answer on(ShipReservation command) {
    return decide(command);
  }

  private Answer decide(ReservationCommand command) {
    Aggregate<ReservationAggregate> reservation = reservations.load(command.stream());
    var state = reservation.invoke(ReservationAggregate::state);
    Map<Sku, Aggregate<StockItemAggregate>> items = new LinkedHashMap<>();
    Map<Sku, StockItem> levels = new HashMap<>();
    for (Sku sku : RULES.skus(command, state)) {
      Aggregate<StockItemAggregate> item = stock.load(StreamId.of(StockItemEvent.STREAM_TYPE, sku));
      items.put(sku, item);
      levels.put(sku, item.invoke(StockItemAggregate::state));
    }
    return switch (RULES.decide(command, state, levels)) {
      case Accepted<DomainEvent>(var events) -> {
        events.forEach(event -> happen(event, reservation, items));
        yield new Done(command.stream(), Shells.version(reservation), 0);
      }
      case Rejected<DomainEvent>(var rejection) -> new Refused(rejection);
    };
  }

  private static void happen(
      DomainEvent event,
      Aggregate<ReservationAggregate> reservation,
      Map<Sku, Aggregate<StockItemAggregate>> items) {
    switch (event) {
      case ReservationEvent own -> reservation.execute(it -> it.happen(List.of(own)));
      case StockItemEvent other ->
          requireNonNull(items.get(other.sku())).execute(it -> it.happen(List.of(other)));
      default -> throw new IllegalStateException("Not about a reservation: " + event);
    }
  }
}
