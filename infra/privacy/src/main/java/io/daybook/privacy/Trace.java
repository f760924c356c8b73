package io.daybook.privacy;

/// What of a customer may be found somewhere.
public enum Trace {
  /// A personal value that anybody can read.
  PLAIN,
  /// A personal value under the customer's key. Without that key it is noise.
  SEALED,
  /// A digest of an e-mail address, which whoever has the master key can compare with a guess.
  DIGEST
}
