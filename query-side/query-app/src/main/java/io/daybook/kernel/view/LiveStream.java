package io.daybook.kernel.view;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// One open stream: what its client has seen, and what it is to see next.
///
/// It has a thread only while something is written. A client that reads slowly gets the newest
/// state when it is ready for it, and never the ones between: one state waits at most. Safe for all
/// threads.
final class LiveStream {

  private final LiveTopic topic;
  private final String id;
  private final Set<String> streams;
  private final SseEmitter emitter;
  private final Executor writers;

  private LiveMark seen;
  private long read;
  private @Nullable LiveState next;
  private boolean beat;
  private boolean writing;
  private boolean over;

  /// @param seen the last state that the client has had
  LiveStream(LiveTopic topic, String id, LiveMark seen, SseEmitter emitter, Executor writers) {
    this.topic = topic;
    this.id = id;
    this.streams =
        topic.streamTypes().stream().map(type -> type + "/" + id).collect(Collectors.toSet());
    this.seen = seen;
    this.emitter = emitter;
    this.writers = writers;
  }

  LiveTopic topic() {
    return topic;
  }

  String id() {
    return id;
  }

  /// What changes its resource.
  Set<String> streams() {
    return streams;
  }

  /// Sends `state`, unless the client has had it or a newer one.
  ///
  /// @param reading number of the reading that found it: one that began before the last that was
  ///   offered may have found less
  synchronized void offer(LiveState state, long reading) {
    if (reading < read) {
      return;
    }
    read = reading;
    if (state.mark().follows(seen)) {
      seen = state.mark();
      next = state;
      write();
    }
  }

  /// Shows that both ends are alive.
  synchronized void beat() {
    beat = true;
    write();
  }

  /// Ends it, when what is being written has been.
  void complete() {
    emitter.complete();
  }

  private void write() {
    if (!writing && !over) {
      writing = true;
      try {
        writers.execute(this::writeAll);
      } catch (RejectedExecutionException _) {
        // All streams are being ended.
        over = true;
      }
    }
  }

  private void writeAll() {
    try {
      for (SseEmitter.SseEventBuilder event = take(); event != null; event = take()) {
        emitter.send(event);
      }
    } catch (IOException | IllegalStateException _) {
      // The client has gone; the container says so to whoever keeps the stream.
      end();
    }
  }

  private synchronized void end() {
    over = true;
  }

  private synchronized SseEmitter.@Nullable SseEventBuilder take() {
    LiveState state = next;
    next = null;
    if (state != null) {
      beat = false;
      return SseEmitter.event()
          .id(state.mark().toString())
          .name(topic.name())
          .data(state.json(), MediaType.TEXT_PLAIN);
    }
    if (beat) {
      beat = false;
      return SseEmitter.event().comment("");
    }
    writing = false;
    return null;
  }
}
