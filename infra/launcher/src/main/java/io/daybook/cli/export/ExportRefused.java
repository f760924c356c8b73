package io.daybook.cli.export;

/// An export can't begin or go on; what has been exported stays as it is.
public final class ExportRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ExportRefused(String message) {
    super(message);
  }

  ExportRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
