package io.daybook.inventory.domain;

import io.daybook.inventory.event.ReservedLine;
import java.util.List;

/// The reservation of one order, as far as decisions about it need to know.
///
/// Its life: none, then made or declined; a made one ends released or shipped. One that is released
/// before it was asked for stays refused, so that a release overtaking its request is not lost.
///
/// @param lines what is promised now, in sku order; empty unless made
public record Reservation(Status status, List<ReservedLine> lines) {

  /// No event yet.
  public static final Reservation NONE = new Reservation(Status.NONE, List.of());

  public Reservation {
    lines = List.copyOf(lines);
  }

  boolean is(Status wanted) {
    return status == wanted;
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
