package io.daybook.kernel.app;

import io.daybook.web.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a request is answered with, before anybody wrote it down.
///
/// @param headers besides the content's
/// @param body null for none; of a refusal its problem
record Reply(int status, Map<String, String> headers, @Nullable Object body) {

  static Reply refusal(Problem problem) {
    return new Reply(
        problem.status(), problem.isTransient() ? Map.of("Retry-After", "1") : Map.of(), problem);
  }

  /// The same with a header; nothing changes when `value` is null.
  Reply with(String header, @Nullable String value) {
    if (value == null) {
      return this;
    }
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Reply(status, more, body);
  }

  Optional<Problem> problem() {
    return body instanceof Problem problem ? Optional.of(problem) : Optional.empty();
  }
}
