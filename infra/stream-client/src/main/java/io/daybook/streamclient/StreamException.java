package io.daybook.streamclient;

/// A stream can't be read on. Nothing that was handed over before is in doubt, unless it says so.
public abstract sealed class StreamException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private StreamException(String message) {
    super(message);
  }

  /// An event is missing between two that came.
  public static final class Gap extends StreamException {

    private static final long serialVersionUID = 1;

    Gap(long after, long came) {
      super("After position %d came %d.".formatted(after, came));
    }
  }

  /// What came is not what was sent, or no stream at all. Events of the last answer are in doubt.
  public static final class Corrupt extends StreamException {

    private static final long serialVersionUID = 1;

    Corrupt(String message) {
      super(message);
    }
  }

  /// The server understood and says no: asking again is of no use.
  public static final class Refused extends StreamException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String type;

    Refused(int status, String type, String message) {
      super(message);
      this.status = status;
      this.type = type;
    }

    /// The HTTP status.
    public int status() {
      return status;
    }

    /// The problem type (RFC 9457); `about:blank` when the answer named none.
    public String type() {
      return type;
    }
  }

  /// The server did not answer, or only in part, however often it was asked.
  public static final class Unavailable extends StreamException {

    private static final long serialVersionUID = 1;

    Unavailable(String message) {
      super(message);
    }
  }
}
