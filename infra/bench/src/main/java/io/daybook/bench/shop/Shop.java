package io.daybook.bench.shop;

import java.net.URI;

/// A running shop. Its HTTP API is the part of Daybook's that a buyer of one thing needs; stock and
/// products are brought in from behind.
interface Shop extends AutoCloseable {

  /// Short, in lower case.
  String name();

  URI api();

  /// Puts a new product on sale, 1.00 GBP each; returns when buyers can see it.
  void sell(String sku, int units) throws Exception;

  @Override
  void close();
}
