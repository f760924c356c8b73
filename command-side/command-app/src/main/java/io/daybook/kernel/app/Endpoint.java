package io.daybook.kernel.app;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/// One command of the API: where it is asked for, and how the request becomes a command.
///
/// @param path its pattern, as in the contract
/// @param schema of its body in the contract; null when it has none
/// @param keyRequired whether an idempotency key is required: where money or stock moves
public record Endpoint(
    HttpMethod method,
    String path,
    @Nullable String schema,
    boolean bodyRequired,
    boolean keyRequired,
    Function<Call, Wish> handler) {

  /// Without a body, key optional.
  public static Endpoint of(HttpMethod method, String path, Function<Call, Wish> handler) {
    return new Endpoint(method, path, null, false, false, handler);
  }

  /// With a body.
  public Endpoint taking(String bodySchema) {
    return new Endpoint(method, path, bodySchema, true, keyRequired, handler);
  }

  /// With a body that may be absent.
  public Endpoint perhapsTaking(String bodySchema) {
    return new Endpoint(method, path, bodySchema, false, keyRequired, handler);
  }

  /// With a key.
  public Endpoint keyed() {
    return new Endpoint(method, path, schema, bodyRequired, true, handler);
  }
}
