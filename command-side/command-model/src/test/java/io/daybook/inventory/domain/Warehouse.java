package io.daybook.inventory.domain;

import io.daybook.inventory.command.ReservationCommand;
import io.daybook.inventory.command.StockItemCommand;
import io.daybook.inventory.command.StockItemCommand.ReceiveStock;
import io.daybook.inventory.event.ReservationEvent;
import io.daybook.inventory.event.StockItemEvent;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import io.daybook.kernel.domain.Decision;
import io.daybook.kernel.domain.Decision.Accepted;
import io.daybook.kernel.domain.RuleBook;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// All stock items and reservations in memory, run by the deciders as their shells run them.
final class Warehouse {

  private static final StockItemDecider STOCK = new StockItemDecider();
  private static final ReservationDecider RESERVATIONS = new ReservationDecider();

  private final Map<Sku, StockItem> items = new HashMap<>();
  private final Map<OrderId, Reservation> reservations = new HashMap<>();
  private final Consumer<DomainEvent> log;

  Warehouse(Consumer<DomainEvent> log) {
    this.log = log;
  }

  Warehouse with(Sku sku, int units) {
    var _ = decide(new ReceiveStock(sku, units, "delivery"));
    return this;
  }

  Decision<StockItemEvent> decide(StockItemCommand command) {
    Decision<StockItemEvent> decision =
        STOCK.decide(command, items.getOrDefault(command.sku(), StockItem.NONE));
    append(decision);
    return decision;
  }

  Decision<DomainEvent> decide(ReservationCommand command) {
    Reservation reservation = reservations.getOrDefault(command.orderId(), RESERVATIONS.initial());
    Map<Sku, StockItem> loaded = new LinkedHashMap<>();
    List<Sku> skus = RESERVATIONS.skus(command, reservation);
    skus.forEach(sku -> loaded.put(sku, items.getOrDefault(sku, StockItem.NONE)));
    Decision<DomainEvent> decision = RESERVATIONS.decide(command, reservation, loaded);
    append(decision);
    return decision;
  }

  private void append(Decision<? extends DomainEvent> decision) {
    if (decision instanceof Accepted<? extends DomainEvent>(var events)) {
      events.stream().map(RuleBook::throughJson).forEach(this::append);
    }
  }

  private void append(DomainEvent event) {
    if (event instanceof StockItemEvent moved) {
      items.merge(
          moved.sku(), STOCK.evolve(STOCK.initial(), moved), (old, _) -> STOCK.evolve(old, moved));
    } else if (event instanceof ReservationEvent reserved) {
      reservations.merge(
          reserved.orderId(),
          RESERVATIONS.evolve(RESERVATIONS.initial(), reserved),
          (old, _) -> RESERVATIONS.evolve(old, reserved));
    }
    log.accept(event);
  }
}
