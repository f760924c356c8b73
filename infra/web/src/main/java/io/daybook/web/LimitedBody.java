package io.daybook.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;

/// Reads bodies that have a limit.
public final class LimitedBody {

  private LimitedBody() {}

  /// The whole body.
  ///
  /// @param limit most bytes that are read
  /// @throws ProblemException when it is longer
  /// @throws IOException when the caller went away
  public static byte[] read(HttpServletRequest request, int limit) throws IOException {
    if (request.getContentLengthLong() > limit) {
      throw tooLarge(limit);
    }
    try (InputStream body = request.getInputStream()) {
      byte[] bytes = body.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw tooLarge(limit);
      }
      return bytes;
    }
  }

  private static ProblemException tooLarge(int limit) {
    return new ProblemException(
        RequestProblems.TOO_LARGE.saying("The body has more than %d bytes.".formatted(limit)));
  }
}
