package io.daybook.kernel.view;

import java.io.IOException;
import java.util.concurrent.Executor;
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
  private final SseEmitter emitter;
  private final Executor writers;

  private long seen;
  private @Nullable LiveState next;
  private boolean beat;
  private boolean writing;
  private boolean over;

  /// @param seen the last position that the client has had
  LiveStream(LiveTopic topic, String id, long seen, SseEmitter emitter, Executor writers) {
    this.topic = topic;
    this.id = id;
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

  /// The position that the client has had, or is about to.
  synchronized long seen() {
    return seen;
  }

  /// Sends `state`, unless the client has had it or a newer one.
  synchronized void offer(LiveState state) {
    if (state.position() > seen) {
      seen = state.position();
      next = state;
      write();
    }
  }

  /// Shows that both ends are alive.
  synchronized void beat() {
    beat = true;
    write();
  }

  void complete() {
    emitter.complete();
  }

  private void write() {
    if (!writing && !over) {
      writing = true;
      writers.execute(this::writeAll);
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
          .id(String.valueOf(state.position()))
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
