package io.daybook.inventory.domain;

import static io.daybook.kernel.domain.Decision.accept;
import static io.daybook.kernel.domain.Decision.nothing;
import static io.daybook.kernel.domain.Decision.reject;

import io.daybook.inventory.command.InventoryRejection.NothingReserved;
import io.daybook.inventory.command.InventoryRejection.UnitsOutOfRange;
import io.daybook.inventory.command.ReservationCommand;
import io.daybook.inventory.command.ReservationCommand.ReduceReservation;
import io.daybook.inventory.command.ReservationCommand.ReleaseReservation;
import io.daybook.inventory.command.ReservationCommand.ReserveStock;
import io.daybook.inventory.command.ReservationCommand.ShipReservation;
import io.daybook.inventory.domain.Reservation.Status;
import io.daybook.inventory.event.ReservationEvent;
import io.daybook.inventory.event.ReservationEvent.ReservationDeclined;
import io.daybook.inventory.event.ReservationEvent.ReservationMade;
import io.daybook.inventory.event.ReservationEvent.ReservationReduced;
import io.daybook.inventory.event.ReservationEvent.ReservationReleased;
import io.daybook.inventory.event.ReservationEvent.ReservationShipped;
import io.daybook.inventory.event.ReservedLine;
import io.daybook.inventory.event.Shortage;
import io.daybook.inventory.event.StockItemEvent;
import io.daybook.inventory.event.StockItemEvent.StockReleased;
import io.daybook.inventory.event.StockItemEvent.StockReserved;
import io.daybook.inventory.event.StockItemEvent.StockShipped;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import io.daybook.kernel.domain.Decision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/// The rules of a reservation: one decision over the reservation and all its stock items at once.
/// Stateless and safe for all threads.
///
/// The caller loads what [#skus] names, in that order, and appends all events in one piece.
public final class ReservationDecider {

  private static final Comparator<Sku> SKU_ORDER = Comparator.comparing(Sku::value);

  /// The state of a reservation that has no event.
  public Reservation initial() {
    return Reservation.NONE;
  }

  /// The stock items that [#decide] needs for this command, in the order in which to load and lock
  /// them.
  public List<Sku> skus(ReservationCommand command, Reservation reservation) {
    return linesOf(command, reservation).stream().map(ReservedLine::sku).toList();
  }

  /// Judges `command`, and changes nothing.
  ///
  /// @param stock at least the items that [#skus] names; a sku without events is [StockItem#NONE]
  /// @return one [ReservationEvent], then a [StockItemEvent] per sku in sku order
  /// @throws IllegalArgumentException when an item is missing in `stock`
  public Decision<DomainEvent> decide(
      ReservationCommand command, Reservation reservation, Map<Sku, StockItem> stock) {
    List<ReservedLine> lines = linesOf(command, reservation);
    return switch (command) {
      case ReserveStock c when hasOddUnits(c) -> reject(oddUnits(c));
      case ReserveStock(var id, _) when reservation.is(Status.FORESTALLED) ->
          accept(new ReservationDeclined(id, List.of()));
      case ReserveStock _ when !reservation.is(Status.NONE) -> nothing();
      case ReserveStock(var id, _) when isShort(lines, stock) ->
          accept(new ReservationDeclined(id, shortages(lines, stock)));
      case ReserveStock(var id, _) -> accept(reserve(id, lines, stock));

      case ReleaseReservation(var id, var reason) when reservation.is(Status.NONE) ->
          accept(new ReservationReleased(id, reason, List.of()));
      case ReleaseReservation c when reservation.is(Status.MADE) ->
          accept(release(c, lines, stock));
      case ReleaseReservation(var id, _) when reservation.is(Status.SHIPPED) ->
          reject(new NothingReserved(id));
      case ReleaseReservation _ -> nothing();

      case ReduceReservation(_, var number, _) when number <= reservation.reductions() -> nothing();
      case ReduceReservation(var id, var number, _)
          when reservation.is(Status.MADE) && reservation.covers(lines) ->
          accept(reduce(id, number, lines, stock));
      case ReduceReservation _ when reservation.isOff() -> nothing();
      case ReduceReservation(var id, _, _) -> reject(new NothingReserved(id));

      case ShipReservation(var id) when reservation.is(Status.MADE) ->
          accept(ship(id, lines, stock));
      case ShipReservation _ when reservation.is(Status.SHIPPED) -> nothing();
      case ShipReservation(var id) -> reject(new NothingReserved(id));
    };
  }

  /// The reservation after `event`.
  public Reservation evolve(Reservation reservation, ReservationEvent event) {
    return switch (event) {
      case ReservationMade(_, var lines) -> new Reservation(Status.MADE, lines, 0);
      case ReservationDeclined _ -> reservation.endedAs(Status.DECLINED);
      case ReservationReleased _ when reservation.is(Status.NONE) ->
          reservation.endedAs(Status.FORESTALLED);
      case ReservationReleased _ -> reservation.endedAs(Status.RELEASED);
      case ReservationReduced(_, var number, var lines) -> reservation.less(lines, number);
      case ReservationShipped _ -> reservation.endedAs(Status.SHIPPED);
    };
  }

  /// What the command is about: one line per sku, in sku order; empty when no stock moves.
  private static List<ReservedLine> linesOf(ReservationCommand command, Reservation reservation) {
    return switch (command) {
      case ReserveStock(_, var lines) when reservation.is(Status.NONE) -> onePerSku(lines);
      case ReserveStock _ -> List.of();
      case ReduceReservation(_, _, var lines) when reservation.is(Status.MADE) -> onePerSku(lines);
      case ReduceReservation _ -> List.of();
      case ReleaseReservation _, ShipReservation _ -> reservation.lines();
    };
  }

  private static List<ReservedLine> onePerSku(List<ReservedLine> lines) {
    Map<Sku, Integer> units = new TreeMap<>(SKU_ORDER);
    lines.forEach(line -> units.merge(line.sku(), line.units(), Math::addExact));
    return units.entrySet().stream()
        .map(it -> new ReservedLine(it.getKey(), it.getValue()))
        .toList();
  }

  private static boolean hasOddUnits(ReserveStock command) {
    return command.lines().stream().anyMatch(line -> line.units() < 1);
  }

  private static UnitsOutOfRange oddUnits(ReserveStock command) {
    return command.lines().stream()
        .filter(line -> line.units() < 1)
        .findFirst()
        .map(line -> new UnitsOutOfRange(line.sku(), line.units()))
        .orElseThrow();
  }

  private static boolean isShort(List<ReservedLine> lines, Map<Sku, StockItem> stock) {
    return !shortages(lines, stock).isEmpty();
  }

  private static List<Shortage> shortages(List<ReservedLine> lines, Map<Sku, StockItem> stock) {
    return lines.stream()
        .map(it -> new Shortage(it.sku(), it.units(), item(it.sku(), stock).level().available()))
        .filter(it -> it.available() < it.wanted())
        .toList();
  }

  private static List<DomainEvent> reserve(
      OrderId id, List<ReservedLine> lines, Map<Sku, StockItem> stock) {
    return events(
        new ReservationMade(id, lines),
        stock,
        lines,
        (line, item) ->
            new StockReserved(line.sku(), id, line.units(), item.promising(line.units())));
  }

  private static List<DomainEvent> release(
      ReleaseReservation command, List<ReservedLine> lines, Map<Sku, StockItem> stock) {
    OrderId id = command.orderId();
    return events(
        new ReservationReleased(id, command.reason(), lines),
        stock,
        lines,
        (line, item) ->
            new StockReleased(line.sku(), id, line.units(), item.releasing(line.units())));
  }

  private static List<DomainEvent> reduce(
      OrderId id, int number, List<ReservedLine> lines, Map<Sku, StockItem> stock) {
    return events(
        new ReservationReduced(id, number, lines),
        stock,
        lines,
        (line, item) ->
            new StockReleased(line.sku(), id, line.units(), item.releasing(line.units())));
  }

  private static List<DomainEvent> ship(
      OrderId id, List<ReservedLine> lines, Map<Sku, StockItem> stock) {
    return events(
        new ReservationShipped(id, lines),
        stock,
        lines,
        (line, item) ->
            new StockShipped(line.sku(), id, line.units(), item.shipping(line.units())));
  }

  private static List<DomainEvent> events(
      ReservationEvent first,
      Map<Sku, StockItem> stock,
      List<ReservedLine> lines,
      BiFunction<ReservedLine, StockItem, StockItemEvent> perSku) {
    List<DomainEvent> events = new ArrayList<>(lines.size() + 1);
    events.add(first);
    lines.forEach(line -> events.add(perSku.apply(line, item(line.sku(), stock))));
    return events;
  }

  private static StockItem item(Sku sku, Map<Sku, StockItem> stock) {
    StockItem item = stock.get(sku);
    if (item == null) {
      throw new IllegalArgumentException("The stock of %s was not loaded".formatted(sku));
    }
    return item;
  }
}
