package io.daybook.streamclient;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which events of a stream are wanted. Immutable.
///
/// @param stream `all`, or a context such as `ordering`
/// @param after the last position that the reader has; 0 for none
/// @param since the first event recorded then or later, when the reader has none; null for the
///   first
/// @param until the last position that is wanted; Long.MAX_VALUE for the end of the log
/// @param limit most events
/// @param types contract names; all when empty
/// @param aggregate only its events, such as `order/536365`; null for all
/// @param follow whether to wait for what is not written yet
public record StreamQuery(
    String stream,
    long after,
    @Nullable Instant since,
    long until,
    long limit,
    Set<String> types,
    @Nullable String aggregate,
    boolean follow) {

  /// The whole stream, up to what is there now.
  public static StreamQuery of(String stream) {
    return new StreamQuery(stream, 0, null, Long.MAX_VALUE, Long.MAX_VALUE, Set.of(), null, false);
  }

  /// @param position the last one that the reader has
  public StreamQuery after(long position) {
    return new StreamQuery(stream, position, null, until, limit, types, aggregate, follow);
  }

  public StreamQuery since(Instant instant) {
    return new StreamQuery(stream, 0, instant, until, limit, types, aggregate, follow);
  }

  public StreamQuery until(long position) {
    return new StreamQuery(stream, after, since, position, limit, types, aggregate, follow);
  }

  public StreamQuery limit(long events) {
    return new StreamQuery(stream, after, since, until, events, types, aggregate, follow);
  }

  public StreamQuery types(String... names) {
    return new StreamQuery(stream, after, since, until, limit, Set.of(names), aggregate, follow);
  }

  public StreamQuery aggregate(String name) {
    return new StreamQuery(stream, after, since, until, limit, types, name, follow);
  }

  public StreamQuery following() {
    return new StreamQuery(stream, after, since, until, limit, types, aggregate, true);
  }

  /// Whether its positions have no gaps.
  boolean isDense() {
    return stream.equals("all") && types.isEmpty() && aggregate == null;
  }

  /// Path and parameters.
  ///
  /// @param limit of the events that are still wanted
  String path(long limit) {
    String from = since == null ? String.valueOf(after + 1) : since.toString();
    return "v1/streams/"
        + encoded(stream)
        + "/events?"
        + Stream.of(
                parameter("from", from),
                parameter("until", until == Long.MAX_VALUE ? null : String.valueOf(until)),
                parameter("limit", limit == Long.MAX_VALUE ? null : String.valueOf(limit)),
                parameter("types", types.isEmpty() ? null : String.join(",", new TreeSet<>(types))),
                parameter("aggregate", aggregate),
                parameter("follow", follow ? "true" : null))
            .flatMap(it -> it)
            .collect(Collectors.joining("&"));
  }

  private static Stream<String> parameter(String name, @Nullable String value) {
    return value == null ? Stream.empty() : Stream.of(name + "=" + encoded(value));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
