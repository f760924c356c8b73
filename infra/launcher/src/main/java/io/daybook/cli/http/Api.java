package io.daybook.cli.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// The APIs of a running Daybook. Whatever is busy or away is asked again until patience runs out,
/// so that a restart in the middle is survived; so every call that writes should carry a key.
///
/// Thread-safe; blocks its caller.
public final class Api {

  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(90);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final URI base;
  private final Duration patience;
  private final Duration answerLimit;
  private final CallTimes times;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /// @param base such as `http://127.0.0.1:8080`
  /// @param patience how long to go on asking what is busy or away
  public Api(URI base, Duration patience, CallTimes times) {
    this(base, patience, ANSWER_LIMIT, times);
  }

  /// @param answerLimit how long one answer may take
  public Api(URI base, Duration patience, Duration answerLimit, CallTimes times) {
    this.base = base;
    this.patience = patience;
    this.answerLimit = answerLimit;
    this.times = times;
  }

  public URI base() {
    return base;
  }

  /// Sends `call`, again and again while Daybook is busy or away.
  ///
  /// @throws Unreachable when patience has run out
  public Reply send(Call call) {
    HttpResponse<String> answer = patiently(call, BodyHandlers.ofString());
    return new Reply(answer.statusCode(), answer.headers(), answer.body());
  }

  /// Sends `call` for an answer too large to hold; the caller closes it.
  ///
  /// @throws Unreachable when patience has run out
  /// @throws IOException when it is refused
  public InputStream stream(Call call) throws IOException {
    HttpResponse<InputStream> answer = patiently(call, BodyHandlers.ofInputStream());
    if (answer.statusCode() != 200) {
      answer.body().close();
      throw new IOException(call.name() + " was answered with " + answer.statusCode());
    }
    return answer.body();
  }

  private <T> HttpResponse<T> patiently(Call call, HttpResponse.BodyHandler<T> body) {
    long end = System.nanoTime() + patience.toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      String trouble;
      try {
        long start = System.nanoTime();
        HttpResponse<T> answer = exchange(call, body);
        times.took(call.name(), Duration.ofNanos(System.nanoTime() - start));
        if (answer.statusCode() != 503 && answer.statusCode() != 429) {
          return answer;
        }
        trouble = "it is busy (%d)".formatted(answer.statusCode());
        if (answer.body() instanceof InputStream unread) {
          unread.close();
        }
      } catch (IOException failed) {
        trouble = failed.getMessage() == null ? failed.toString() : failed.getMessage();
      }
      if (System.nanoTime() + pause.toNanos() > end) {
        throw new Unreachable(base, call.name(), trouble);
      }
      sleep(pause);
      pause = longer(pause);
    }
  }

  private <T> HttpResponse<T> exchange(Call call, HttpResponse.BodyHandler<T> body)
      throws IOException {
    String content = call.body();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(call.path()))
            .timeout(answerLimit)
            .method(
                call.method(),
                content == null ? BodyPublishers.noBody() : BodyPublishers.ofString(content));
    if (content != null) {
      request.header("Content-Type", call.mediaType());
    }
    call.headers().forEach(request::header);
    try {
      return http.send(request.build(), body);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", interrupted);
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  /// Nobody answers, or only that it is busy.
  public static final class Unreachable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Unreachable(URI base, String call, String trouble) {
      super("Daybook at %s does not answer %s: %s".formatted(base, call, trouble));
    }
  }
}
