package io.daybook.inventory.domain;

import io.daybook.inventory.event.ReservedLine;
import io.daybook.kernel.Sku;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The reservation of one order, as far as decisions about it need to know.
///
/// Its life: none, then made or declined; a made one ends released or shipped. One that is released
/// before it was asked for stays refused, so that a release overtaking its request is not lost.
///
/// @param lines what is promised now, in sku order; empty unless made
/// @param reductions how often part of it was taken back
public record Reservation(Status status, List<ReservedLine> lines, int reductions) {

  /// No event yet.
  public static final Reservation NONE = new Reservation(Status.NONE, List.of(), 0);

  public Reservation {
    lines = List.copyOf(lines);
  }

  boolean is(Status wanted) {
    return status == wanted;
  }

  /// Whether nothing is promised, and nothing will be.
  boolean isOff() {
    return is(Status.RELEASED) || is(Status.FORESTALLED) || is(Status.DECLINED);
  }

  Reservation endedAs(Status end) {
    return new Reservation(end, List.of(), reductions);
  }

  /// Whether so much of each sku is promised.
  boolean covers(List<ReservedLine> wanted) {
    return wanted.stream().allMatch(it -> promised(it.sku()) >= it.units());
  }

  /// What is left without `gone`.
  Reservation less(List<ReservedLine> gone, int number) {
    Map<Sku, Integer> units =
        gone.stream().collect(Collectors.toMap(ReservedLine::sku, ReservedLine::units));
    List<ReservedLine> left =
        lines.stream()
            .map(it -> new ReservedLine(it.sku(), it.units() - units.getOrDefault(it.sku(), 0)))
            .filter(it -> it.units() > 0)
            .toList();
    return new Reservation(status, left, number);
  }

  private int promised(Sku sku) {
    return lines.stream().filter(it -> it.sku().equals(sku)).mapToInt(ReservedLine::units).sum();
  }

  /// Where a reservation stands.
  public enum Status {
    NONE,
    MADE,
    DECLINED,
    RELEASED,
    /// Released before it was asked for.
    FORESTALLED,
    SHIPPED
  }
}
