package io.daybook.kernel.view;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client of a stream of server-sent events; it has no thread of its own.
final class Listener implements Subscriber<String>, AutoCloseable {

  private final List<Heard> heard = new CopyOnWriteArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final AtomicLong heartbeats = new AtomicLong();
  private volatile @Nullable Subscription subscription;
  private volatile @Nullable CompletableFuture<HttpResponse<Void>> answer;

  /// An event.
  record Heard(String id, String name, JsonNode data) {

    /// Of the last event in the state.
    long position() {
      return LiveMark.parse(id).position();
    }
  }

  static Listener to(HttpClient client, HttpRequest.Builder request) {
    Listener listener = new Listener();
    listener.answer =
        client.sendAsync(
            request.header("Accept", "text/event-stream").build(),
            HttpResponse.BodyHandlers.fromLineSubscriber(listener));
    return listener;
  }

  List<Heard> heard() {
    return heard;
  }

  Heard last() {
    return heard.getLast();
  }

  long heartbeats() {
    return heartbeats.get();
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(String line) {
    if (line.startsWith(":")) {
      heartbeats.incrementAndGet();
    } else if (!line.isEmpty()) {
      lines.add(line);
    } else if (!lines.isEmpty()) {
      heard.add(
          new Heard(field("id"), field("event"), JsonMapper.shared().readTree(field("data"))));
      lines.clear();
    }
  }

  @Override
  public void onError(Throwable failed) {}

  @Override
  public void onComplete() {}

  @Override
  public void close() {
    Subscription open = subscription;
    if (open != null) {
      open.cancel();
    }
    CompletableFuture<HttpResponse<Void>> asked = answer;
    if (asked != null) {
      asked.cancel(true);
    }
  }

  private String field(String name) {
    return lines.stream()
        .filter(it -> it.startsWith(name + ":"))
        .map(it -> it.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }
}
