package io.daybook.kernel.query;

/// Told while somebody waits for the views to come further, by whoever waits in the same process.
/// Thread-safe, and back at once.
@FunctionalInterface
public interface Awaited {

  /// Somebody waits now. What is due is not put off any longer; nothing else changes.
  void now();
}
