package io.daybook.inventory.domain;

import io.daybook.inventory.event.StockLevel;

/// The stock of one sku, as far as decisions about it need to know.
///
/// @param level units on hand and promised
public record StockItem(StockLevel level) {

  /// A sku that was never received.
  public static final StockItem NONE = new StockItem(StockLevel.NONE);

  StockLevel received(int units) {
    return new StockLevel(level.onHand() + units, level.promised());
  }

  StockLevel promising(int units) {
    return new StockLevel(level.onHand(), level.promised() + units);
  }

  StockLevel releasing(int units) {
    return new StockLevel(level.onHand(), level.promised() - units);
  }

  StockLevel shipping(int units) {
    return new StockLevel(level.onHand() - units, level.promised() - units);
  }
}
