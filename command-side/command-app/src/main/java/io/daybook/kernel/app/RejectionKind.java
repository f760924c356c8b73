package io.daybook.kernel.app;

import io.daybook.kernel.command.Rejection;
import io.daybook.web.Problem;
import io.daybook.web.ProblemType;
import java.util.Map;
import java.util.function.Function;

/// How one kind of rejection is shown to callers.
///
/// @param detail what is the matter this time
/// @param members further members of the problem
public record RejectionKind<R extends Rejection>(
    Class<R> rejection,
    ProblemType problem,
    Function<R, String> detail,
    Function<R, Map<String, Object>> members) {

  /// A kind whose problem has no further members.
  public static <R extends Rejection> RejectionKind<R> kind(
      Class<R> rejection,
      String path,
      int status,
      String title,
      String remedy,
      Function<R, String> detail) {
    return new RejectionKind<>(
        rejection, new ProblemType(path, status, title, remedy), detail, _ -> Map.of());
  }

  /// The same with further members.
  public RejectionKind<R> with(Function<R, Map<String, Object>> more) {
    return new RejectionKind<>(rejection, problem, detail, more);
  }

  Problem problemOf(Rejection refused) {
    R cause = rejection.cast(refused);
    Problem said = problem.saying(detail.apply(cause));
    for (var member : members.apply(cause).entrySet()) {
      said = said.with(member.getKey(), member.getValue());
    }
    return said;
  }
}
