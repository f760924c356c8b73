package io.daybook.kernel.app;

import io.daybook.kernel.Identifier;
import io.daybook.web.FieldError;
import io.daybook.web.ProblemException;
import io.daybook.web.RequestProblems;
import io.daybook.web.TimeOrderedIds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// One request, whether it came alone or as a line of a batch. Its body fits the contract.
///
/// @param path the variables of the path, decoded
/// @param query the parameters of the query; of several of one name, the first
/// @param body an empty object when there is none
/// @param fingerprint a digest of method, path, query and body
/// @param patience how long the caller prefers to wait for an outcome
/// @param client what the calling program calls itself
/// @param traceId names the whole of what the request sets off
public record Call(
    Map<String, String> path,
    Map<String, String> query,
    JsonNode body,
    Optional<String> idempotencyKey,
    OptionalLong ifMatch,
    String fingerprint,
    Duration patience,
    Optional<String> client,
    String traceId) {

  /// Who asks, as it stands in the log. No blank can be in a name, so nobody seems to be a process
  /// of ours.
  String actor() {
    return client.map(name -> "client " + name).orElse("api");
  }

  /// An identifier in the path.
  ///
  /// @throws ProblemException when it is outside the alphabet of identifiers
  public <T extends Identifier> T id(String variable, Function<String, T> constructor) {
    try {
      return constructor.apply(path.getOrDefault(variable, ""));
    } catch (IllegalArgumentException notAllowed) {
      throw ProblemException.ofParameter(variable, String.valueOf(notAllowed.getMessage()));
    }
  }

  /// The body as a record.
  ///
  /// @throws ProblemException when a value is one that the schema can't rule out, such as a
  ///   currency that does not exist
  public <T> T body(Class<T> type) {
    try {
      return CommandJson.mapper().treeToValue(body, type);
    } catch (JacksonException odd) {
      String at =
          odd.getPath().stream()
              .map(it -> it.getPropertyName() == null ? "" + it.getIndex() : it.getPropertyName())
              .reduce("#", (left, right) -> left + "/" + right);
      throw new ProblemException(
          RequestProblems.INVALID
              .saying("%s has a value that is not possible.".formatted(at))
              .withErrors(List.of(FieldError.field(at, "is not possible"))));
    }
  }

  /// An id for what the request creates. With an idempotency key it is the same at each repetition.
  ///
  /// @param what such as `cart`, so that one key names one thing of each kind
  public String newId(String what) {
    return idempotencyKey
        .map(key -> TimeOrderedIds.of(what + "/" + key))
        .orElseGet(TimeOrderedIds::next);
  }
}
