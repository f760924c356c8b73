package io.daybook.web;

import java.util.List;

/// Ends a request with a problem.
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    // Callers' mistakes are ordinary; nobody reads their stack traces.
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  /// A request whose header, path or query parameter is wrong.
  public static ProblemException ofParameter(String name, String detail) {
    return new ProblemException(
        RequestProblems.INVALID
            .saying("%s: %s".formatted(name, detail))
            .withErrors(List.of(FieldError.parameter(name, detail))));
  }

  public Problem problem() {
    return problem;
  }
}
