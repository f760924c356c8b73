package io.daybook.cli.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One request to an API of Daybook.
///
/// @param name what is asked, without ids: `POST /v1/orders/{orderId}/cancellation`
/// @param path with ids, percent-encoded, perhaps with a query
/// @param body sent as it is; null for none
/// @param mediaType of the body
public record Call(
    String method,
    String name,
    String path,
    Map<String, String> headers,
    @Nullable String body,
    String mediaType) {

  public static Call get(String template, Object... ids) {
    return of("GET", template, ids);
  }

  /// A request without a body.
  ///
  /// @param template a path with a name in braces for every id, which are filled in their order
  public static Call of(String method, String template, Object... ids) {
    StringBuilder path = new StringBuilder();
    int from = 0;
    for (Object id : ids) {
      int open = template.indexOf('{', from);
      path.append(template, from, open).append(encoded(String.valueOf(id)));
      from = template.indexOf('}', open) + 1;
    }
    path.append(template.substring(from));
    return new Call(
        method, method + " " + template, path.toString(), Map.of(), null, "application/json");
  }

  public Call json(String json) {
    return new Call(method, name, path, headers, json, "application/json");
  }

  /// One JSON document a line.
  public Call lines(String ndjson) {
    return new Call(method, name, path, headers, ndjson, "application/x-ndjson");
  }

  /// With a query parameter, added to those it has.
  public Call query(String parameter, Object value) {
    String separator = path.contains("?") ? "&" : "?";
    String more = path + separator + parameter + "=" + encoded(String.valueOf(value));
    return new Call(method, name, more, headers, body, mediaType);
  }

  public Call header(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Call(method, name, path, more, body, mediaType);
  }

  /// Names the request, so that sending it again is harmless.
  public Call key(String idempotencyKey) {
    return header("Idempotency-Key", idempotencyKey);
  }

  /// Asks to be answered when the work is done, or after `limit`.
  public Call waiting(Duration limit) {
    return header("Prefer", "wait=" + limit.toSeconds());
  }

  /// `text` as one segment of a path, or one value of a query.
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
