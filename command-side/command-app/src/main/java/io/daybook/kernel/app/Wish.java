package io.daybook.kernel.app;

import io.daybook.kernel.Identifier;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.command.Command;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/// A request understood: the command, and how its success is answered.
///
/// @param metadata what travels with the command besides
/// @param status HTTP status of success
/// @param location of what it created, null when nothing
/// @param id of what was written about
/// @param order whose outcome the answer tells, and may be waited for
/// @param before done after the command's success and before it is answered; repeatable
public record Wish(
    Command command,
    Map<String, Object> metadata,
    int status,
    @Nullable String location,
    Identifier id,
    Optional<OrderId> order,
    Runnable before) {

  /// It is done when it is answered.
  public static Wish done(Command command, Identifier id) {
    return new Wish(command, Map.of(), 200, null, id, Optional.empty(), Wish::nothing);
  }

  /// It creates what `location` names.
  ///
  /// @param location a path whose `%s` stands for `named`
  public static Wish created(Command command, Identifier id, String location, Identifier named) {
    return new Wish(
        command, Map.of(), 201, path(location, named), id, Optional.empty(), Wish::nothing);
  }

  /// It goes on asynchronously, and `location` shows what became of it.
  public static Wish accepted(Command command, Identifier id, String location, Identifier named) {
    return new Wish(
        command, Map.of(), 202, path(location, named), id, Optional.empty(), Wish::nothing);
  }

  /// It starts an order.
  public static Wish ordered(Command command, OrderId order) {
    return new Wish(
        command,
        Map.of(),
        202,
        path("/v1/orders/%s", order),
        order,
        Optional.of(order),
        Wish::nothing);
  }

  /// The same with something else that travels along.
  public Wish with(String key, Object value) {
    Map<String, Object> more = new HashMap<>(metadata);
    more.put(key, value);
    return new Wish(command, Map.copyOf(more), status, location, id, order, before);
  }

  /// The same, answered with another status.
  Wish answeredWith(int other) {
    return new Wish(command, metadata, other, location, id, order, before);
  }

  /// The same with something that is done before its success is answered: again when it is asked
  /// again, and by somebody else when this process dies.
  public Wish answeredAfter(Runnable work) {
    return new Wish(command, metadata, status, location, id, order, work);
  }

  private static void nothing() {}

  private static String path(String location, Identifier id) {
    return location.formatted(UriUtils.encodePathSegment(id.value(), StandardCharsets.UTF_8));
  }
}
