package io.daybook.sandbox;

/// Whoever is told by webhook.
@FunctionalInterface
public interface Receiver {

  /// Takes a message, or does not and gets it again later.
  ///
  /// @param id of the message, the same each time
  /// @param timestamp seconds since 1970
  /// @param signature of all three, as Standard Webhooks says
  /// @throws RuntimeException when it is not taken
  void receive(String id, long timestamp, byte[] body, String signature);
}
