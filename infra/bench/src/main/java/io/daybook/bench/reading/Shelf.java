package io.daybook.bench.reading;

/// Products whose prices are changed and looked at. Safe for all threads.
interface Shelf extends AutoCloseable {

  /// Short, in lower case, for tables and the names of goals.
  String name();

  /// Changes a price; returns when that is acknowledged.
  ///
  /// @return what [#see] is to wait for
  long change(int product) throws Exception;

  /// Returns when the price can be read.
  void see(int product, long change) throws Exception;

  /// Returns when everything that was changed can be read.
  void settle() throws Exception;
}
