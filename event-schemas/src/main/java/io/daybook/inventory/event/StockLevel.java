package io.daybook.inventory.event;

/// How much there is of one sku after an event.
///
/// @param onHand units in the house: received + adjusted - shipped
/// @param promised units of those that open reservations hold
public record StockLevel(long onHand, long promised) {

  public static final StockLevel NONE = new StockLevel(0, 0);

  /// Units that may still be promised: on hand less promised.
  public long available() {
    return onHand - promised;
  }
}
