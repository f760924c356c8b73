package io.daybook.kernel.view;

import io.daybook.web.Headers;
import io.daybook.web.ProblemException;
import io.daybook.web.RequestProblems;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// All open streams, and the one thread that looks for them at what has changed.
///
/// A look is one statement a topic, whatever the number of streams, and only when the tables have
/// moved; after it the thread rests nine times as long as the look took, half a second at most.
/// Stops before the web server does, which waits for open requests.
public final class LiveStreams implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(LiveStreams.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration LONGEST_REST = Duration.ofMillis(500);
  private static final int REST_FACTOR = 9;

  private final Progress tables;
  private final LiveSettings settings;
  private final Set<LiveStream> streams = ConcurrentHashMap.newKeySet();
  private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread watcher = Thread.ofVirtual().name("live").unstarted(this::watch);
  private volatile boolean running;

  /// @param tables how far the tables have come that the topics read
  LiveStreams(Progress tables, LiveSettings settings) {
    this.tables = tables;
    this.settings = settings;
  }

  /// Opens a stream of a resource: its state now, unless the client has had it, and every newer one
  /// while the stream is open.
  ///
  /// @throws ProblemException when there is no such resource, or there are too many streams
  public ResponseEntity<SseEmitter> open(LiveTopic topic, String id, Ask ask) {
    long seen = ask.lastEventId();
    long position = tables.await(ask);
    if (topic.newer(Map.of(id, 0L)).isEmpty()) {
      throw new ProblemException(
          RequestProblems.NOT_FOUND.saying("There is no %s %s.".formatted(topic.name(), id)));
    }
    if (!running || streams.size() >= settings.mostStreams()) {
      throw new ProblemException(RequestProblems.UNAVAILABLE.saying("Too many streams are open."));
    }
    SseEmitter emitter = new SseEmitter(0L);
    LiveStream stream = new LiveStream(topic, id, seen, emitter, writers);
    emitter.onCompletion(() -> streams.remove(stream));
    emitter.onError(_ -> streams.remove(stream));
    streams.add(stream);
    // Only what happens from here on is certain to be seen by a look.
    topic.newer(Map.of(id, seen)).forEach(stream::offer);
    return ResponseEntity.ok()
        .contentType(MediaType.TEXT_EVENT_STREAM)
        .header(Headers.CONSISTENCY_TOKEN, String.valueOf(position))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("X-Accel-Buffering", "no")
        .body(emitter);
  }

  /// How many are open.
  int count() {
    return streams.size();
  }

  @Override
  public void start() {
    running = true;
    watcher.start();
  }

  @Override
  public void stop() {
    running = false;
    LockSupport.unpark(watcher);
    streams.forEach(LiveStream::complete);
    writers.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void watch() {
    long looked = -1;
    long beaten = System.nanoTime();
    while (running) {
      long begin = System.nanoTime();
      Duration rest = settings.rest();
      boolean beat = begin - beaten >= settings.heartbeat().toNanos();
      if (beat) {
        streams.forEach(LiveStream::beat);
        beaten = begin;
      }
      try {
        long reached = tables.position();
        if ((reached != looked || beat) && !streams.isEmpty()) {
          look();
          looked = reached;
          rest = rest(System.nanoTime() - begin);
        }
      } catch (RuntimeException failed) {
        log.warn("What has changed can't be seen; again in {}", AFTER_FAILURE, failed);
        rest = AFTER_FAILURE;
      }
      LockSupport.parkNanos(this, rest.toNanos());
    }
  }

  private void look() {
    Map<LiveTopic, Map<String, List<LiveStream>>> watched =
        streams.stream()
            .collect(
                Collectors.groupingBy(LiveStream::topic, Collectors.groupingBy(LiveStream::id)));
    watched.forEach((topic, byId) -> {
      Map<String, Long> seen = new HashMap<>();
      byId.forEach(
          (id, them) -> seen.put(id, them.stream().mapToLong(LiveStream::seen).min().orElse(0)));
      for (LiveState state : topic.newer(seen)) {
        byId.getOrDefault(state.id(), List.of()).forEach(it -> it.offer(state));
      }
    });
  }

  /// Looks take a tenth of a core at most, unless they take so long that it would show.
  private Duration rest(long lookNanos) {
    long nanos = Math.min(lookNanos * REST_FACTOR, LONGEST_REST.toNanos());
    return Duration.ofNanos(Math.max(nanos, settings.rest().toNanos()));
  }
}
