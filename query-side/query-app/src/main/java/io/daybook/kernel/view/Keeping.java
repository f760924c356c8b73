package io.daybook.kernel.view;

/// Who may keep a copy of an answer. Nobody gives a copy of what may change to anybody without
/// asking us whether it is current: events end its life, not a clock.
public enum Keeping {
  /// Everybody, also a cache that many share.
  SHARED("public, no-cache"),
  /// Only the client itself.
  PRIVATE("private, no-cache"),
  /// Nobody: what is erased here must not live on elsewhere.
  NOWHERE("private, no-store"),
  /// Everybody, without ever asking again.
  SHARED_FOREVER("public, max-age=31536000, immutable"),
  /// The client itself, without ever asking again.
  PRIVATE_FOREVER("private, max-age=31536000, immutable");

  private final String cacheControl;

  Keeping(String cacheControl) {
    this.cacheControl = cacheControl;
  }

  String cacheControl() {
    return cacheControl;
  }
}
