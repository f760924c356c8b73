package io.daybook.kernel.projection;

/// What is asked of a read model's versions can't be done as things stand.
public final class RebuildRefused extends RuntimeException {

  private static final long serialVersionUID = 1;

  /// Why not.
  public enum Reason {
    /// There is no such read model.
    UNKNOWN,
    /// Something else is being done with it.
    BUSY,
    /// There is no version that it would need.
    MISSING
  }

  private final Reason reason;

  RebuildRefused(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
