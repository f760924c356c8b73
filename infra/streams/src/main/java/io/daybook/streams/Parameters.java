package io.daybook.streams;

import io.daybook.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The query parameters of a request, read strictly: whatever isn't as the contract says ends the
/// request with a problem that names the parameter.
final class Parameters {

  private static final int LONGEST = 4_000;

  private final HttpServletRequest request;

  /// @param known names of all parameters that the contract knows here
  Parameters(HttpServletRequest request, String... known) {
    this.request = request;
    Set<String> names = Set.of(known);
    request
        .getParameterMap()
        .forEach((name, values) -> {
          if (!names.contains(name)) {
            throw ProblemException.ofParameter(
                name.substring(0, Math.min(64, name.length())), "is not known here");
          }
          for (String value : values) {
            if (value.length() > LONGEST || value.chars().anyMatch(Character::isISOControl)) {
              throw ProblemException.ofParameter(
                  name, "must be at most 4,000 printable characters");
            }
          }
        });
  }

  Optional<String> one(String name) {
    String[] values = request.getParameterValues(name);
    if (values != null && values.length > 1) {
      throw ProblemException.ofParameter(name, "must come once");
    }
    return Optional.ofNullable(values).map(it -> it[0]);
  }

  /// All values, those that stand in one parameter with commas between them too.
  List<String> many(String name) {
    String[] values = request.getParameterValues(name);
    return values == null
        ? List.of()
        : Arrays.stream(values).flatMap(it -> Arrays.stream(it.split(",", -1))).toList();
  }

  boolean flag(String name) {
    return switch (one(name).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw ProblemException.ofParameter(name, "must be true or false");
    };
  }
}
