package io.daybook.streams;

import jakarta.servlet.http.HttpServletRequest;

/// Who may read a stream: the one place where that is decided. A deployment that knows its callers
/// brings a bean of its own.
@FunctionalInterface
public interface StreamAccess {

  /// Lets the caller pass, or ends the request.
  ///
  /// @param stream its name; empty for the catalogue and the schemas
  /// @throws io.daybook.web.ProblemException when the caller may not read it
  void check(HttpServletRequest request, String stream);
}
