package io.daybook.cli.orderbook;

/// What a line of an order book is. Each line is exactly one of these.
public enum LineKind {
  /// Goods sold.
  ORDER_LINE("order line"),
  /// Postage, discount, voucher: sold like goods, but no stock stands behind it.
  SERVICE_CHARGE("service charge"),
  /// Goods or a service credited, on a document that names no order.
  CREDIT_NOTE_LINE("credit-note line"),
  /// Units found, lost, damaged.
  STOCK_ADJUSTMENT("stock adjustment"),
  /// None of the above, with a reason.
  REFUSED("refused");

  private final String words;

  LineKind(String words) {
    this.words = words;
  }

  /// In the words of the report.
  public String words() {
    return words;
  }
}
