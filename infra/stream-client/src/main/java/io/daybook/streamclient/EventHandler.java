package io.daybook.streamclient;

/// Takes the events of a stream, one after the other.
@FunctionalInterface
public interface EventHandler {

  /// Called once for each event, in the order of the log, on the thread that reads. What it throws
  /// ends the reading, and the event counts as not taken.
  void on(StreamedEvent event);
}
