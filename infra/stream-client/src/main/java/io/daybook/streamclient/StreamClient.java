package io.daybook.streamclient;

import io.daybook.streamclient.StreamException.Refused;
import io.daybook.streamclient.StreamException.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads streams of a Daybook over HTTP: each event once, in order, whatever happens on the way.
///
/// An answer that is cut off is gone on with after the last event that came. Whatever comes twice
/// is handed over once; what is missing is noticed by its position, and what was changed on the way
/// by the digest at the end of an answer. Needs the memory of one event. Safe for all threads.
public final class StreamClient {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration FIRST_REST = Duration.ofMillis(50);
  private static final Duration LONGEST_REST = Duration.ofSeconds(10);

  /// Who follows hears of progress every ten seconds, and nobody else waits so long for a line.
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final URI server;
  private final HttpClient http;
  private final int attempts;
  private final Duration silence;

  /// @param server such as `http://127.0.0.1:8080/`
  public StreamClient(URI server) {
    this(server, HttpClient.newBuilder().connectTimeout(CONNECT).build(), 10, SILENCE);
  }

  /// @param http makes the connections
  /// @param attempts in a row in which nothing came after which it gives up
  /// @param silence after which a connection is taken for dead; longer than the ten seconds between
  ///   two lines of progress
  public StreamClient(URI server, HttpClient http, int attempts, Duration silence) {
    this.server = server.toString().endsWith("/") ? server : URI.create(server + "/");
    this.http = http;
    this.attempts = attempts;
    this.silence = silence;
  }

  /// Hands over what is asked for, on this thread, and returns when there is no more: at the end of
  /// the log or of what was asked for, and never while it follows without either.
  ///
  /// @return the position up to which all was handed over: the next reading begins after it
  /// @throws Refused when the server says no
  /// @throws Unavailable when it can't be reached
  /// @throws StreamException when what comes is not the stream
  /// @throws InterruptedException when this thread is interrupted, which is how to end following
  public long read(StreamQuery query, EventHandler handler) throws InterruptedException {
    Reading reading = new Reading(query, handler);
    int failed = 0;
    while (true) {
      reading.begin();
      Duration rest = ask(reading);
      if (reading.isDone()) {
        return reading.position();
      }
      failed = reading.hasHeard() ? 0 : failed + 1;
      if (failed >= attempts) {
        throw new Unavailable(
            "Nothing came in %d attempts after position %d: %s"
                .formatted(failed, reading.position(), reading.trouble()));
      }
      Duration doubled = FIRST_REST.multipliedBy(1L << Math.min(failed, 10));
      Thread.sleep(max(rest, min(doubled, LONGEST_REST)));
    }
  }

  /// @return how long the server wants to be left alone
  private Duration ask(Reading reading) throws InterruptedException {
    try {
      HttpResponse<InputStream> answer =
          http.send(
              HttpRequest.newBuilder(server.resolve(reading.path()))
                  .header("Accept", "application/x-ndjson")
                  .timeout(silence)
                  .build(),
              BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        if (answer.statusCode() == 200) {
          reading.head(answer.headers().firstValue("Consistency-Token").orElse(""));
          reading.take(new Watched(body, silence));
          return Duration.ZERO;
        }
        reading.note("it is answered with " + answer.statusCode());
        if (answer.statusCode() < 500 && answer.statusCode() != 429) {
          throw refused(answer.statusCode(), body.readAllBytes());
        }
        return restOf(answer.headers().firstValue("Retry-After").orElse(""));
      }
    } catch (IOException cutOff) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      reading.note(cutOff.toString());
      return Duration.ZERO;
    }
  }

  /// A date counts as no wish: servers of streams name seconds.
  private static Duration restOf(String retryAfter) {
    return retryAfter.matches("[0-9]{1,6}")
        ? Duration.ofSeconds(Long.parseLong(retryAfter))
        : Duration.ZERO;
  }

  private static Refused refused(int status, byte[] body) {
    try {
      JsonNode problem = JSON.readTree(body);
      return new Refused(
          status,
          problem.path("type").asString("about:blank"),
          "%d %s: %s"
              .formatted(
                  status, problem.path("title").asString(""), problem.path("detail").asString("")));
    } catch (JacksonException _) {
      return new Refused(status, "about:blank", "It is answered with " + status + ".");
    }
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
