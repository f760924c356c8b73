package io.daybook.kernel.view;

import io.daybook.web.Headers;
import io.daybook.web.ProblemException;
import io.daybook.web.RequestProblems;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// All open streams, and the one thread that looks for them at what has changed.
///
/// It reads what the views say has changed and somebody watches, however many watch, and nothing
/// else; after it the thread rests nine times as long as the look took, half a second at most.
/// Stops before the web server does, which waits for open requests.
public final class LiveStreams implements SmartLifecycle, MeterBinder {

  private static final Logger log = LoggerFactory.getLogger(LiveStreams.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration LONGEST_REST = Duration.ofMillis(500);
  private static final int REST_FACTOR = 9;

  /// For clients that are reading when the process stops.
  private static final Duration LAST_WRITES = Duration.ofSeconds(2);

  /// Resources that are read at once.
  private static final int PAGE = 500;

  private final Progress tables;
  private final LiveChanges changes;
  private final LiveSettings settings;
  private final AtomicLong readings = new AtomicLong();
  private final Set<LiveStream> streams = ConcurrentHashMap.newKeySet();
  private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread watcher = Thread.ofVirtual().name("live").unstarted(this::watch);
  private volatile boolean running;

  /// @param tables how far the tables have come that the topics read
  /// @param changes what else they say when they are asked so
  LiveStreams(Progress tables, LiveChanges changes, LiveSettings settings) {
    this.tables = tables;
    this.changes = changes;
    this.settings = settings;
  }

  /// Opens a stream of a resource: its state now, unless the client has had it, and every newer one
  /// while the stream is open.
  ///
  /// @throws ProblemException when there is no such resource, or there are too many streams
  public ResponseEntity<SseEmitter> open(LiveTopic topic, String id, Ask ask) {
    LiveMark seen = ask.lastEventId();
    long position = tables.await(ask);
    SseEmitter emitter = new SseEmitter(0L);
    LiveStream stream = new LiveStream(topic, id, seen, emitter, writers);
    emitter.onCompletion(() -> streams.remove(stream));
    emitter.onError(_ -> streams.remove(stream));
    // Before it is read: whatever changes from here on is certain to be seen by a look.
    streams.add(stream);
    boolean opened = false;
    try {
      begin(stream);
      opened = true;
    } finally {
      if (!opened) {
        streams.remove(stream);
      }
    }
    return ResponseEntity.ok()
        .contentType(MediaType.TEXT_EVENT_STREAM)
        .header(Headers.CONSISTENCY_TOKEN, String.valueOf(position))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("X-Accel-Buffering", "no")
        .body(emitter);
  }

  private void begin(LiveStream stream) {
    if (!running || streams.size() > settings.mostStreams()) {
      throw new ProblemException(RequestProblems.UNAVAILABLE.saying("Too many streams are open."));
    }
    long reading = readings.incrementAndGet();
    List<LiveState> found = stream.topic().find(List.of(stream.id()));
    if (found.isEmpty()) {
      throw new ProblemException(
          RequestProblems.NOT_FOUND.saying(
              "There is no %s %s.".formatted(stream.topic().name(), stream.id())));
    }
    stream.offer(found.getFirst(), reading);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("daybook.live.streams", streams, Set::size)
        .description("Streams of server-sent events that are open")
        .register(registry);
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
    // A client that doesn't read holds up its own stream's end, and nobody's else.
    streams.forEach(it -> writers.execute(it::complete));
    writers.shutdown();
    try {
      if (!writers.awaitTermination(LAST_WRITES.toMillis(), TimeUnit.MILLISECONDS)) {
        writers.shutdownNow();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      writers.shutdownNow();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void watch() {
    long beaten = System.nanoTime();
    while (running) {
      long begin = System.nanoTime();
      Duration rest = settings.rest();
      if (begin - beaten >= settings.heartbeat().toNanos()) {
        streams.forEach(LiveStream::beat);
        beaten = begin;
      }
      try {
        tables.position();
        LiveChanges.Changed changed = changes.take();
        if (!changed.isNothing() && !streams.isEmpty()) {
          look(changed);
          rest = rest(System.nanoTime() - begin);
        }
      } catch (RuntimeException failed) {
        log.warn("What has changed can't be seen; again in {}", AFTER_FAILURE, failed);
        changes.changedAll();
        rest = AFTER_FAILURE;
      }
      LockSupport.parkNanos(this, rest.toNanos());
    }
  }

  private void look(LiveChanges.Changed changed) {
    Map<LiveTopic, Map<String, List<LiveStream>>> watched =
        streams.stream()
            .filter(it -> changed.concerns(it.streams()))
            .collect(
                Collectors.groupingBy(LiveStream::topic, Collectors.groupingBy(LiveStream::id)));
    watched.forEach((topic, byId) ->
        byId.keySet().stream()
            .gather(Gatherers.windowFixed(PAGE))
            .forEach(ids -> {
              long reading = readings.incrementAndGet();
              for (LiveState state : topic.find(ids)) {
                byId.getOrDefault(state.id(), List.of()).forEach(it -> it.offer(state, reading));
              }
            }));
  }

  /// Looks take a tenth of a core at most, unless they take so long that it would show.
  private Duration rest(long lookNanos) {
    long nanos = Math.min(lookNanos * REST_FACTOR, LONGEST_REST.toNanos());
    return Duration.ofNanos(Math.max(nanos, settings.rest().toNanos()));
  }
}
