package io.daybook.kafka;

import io.daybook.eventstore.EventLog;
import io.daybook.eventstore.StoredEvent;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Whether the topics were published from this log. An event's id is given once, so a log that has
/// the same event at the position where the topics end has the same events before it; a log that
/// was restored from a backup has another one there, or none yet.
final class Lineage {

  private final EventLog log;

  Lineage(EventLog log) {
    this.log = log;
  }

  /// @param ends the last committed record of each partition
  /// @throws ForeignTopics when they are not this log's
  void check(Collection<ConsumerRecord<byte[], byte[]>> ends) {
    long last = ends.stream().mapToLong(EventRecords::position).max().orElse(0);
    if (last > 0 && at(last).isEmpty()) {
      throw new ForeignTopics("The topics are beyond the end of the log, at position " + last);
    }
    for (ConsumerRecord<byte[], byte[]> end : ends) {
      StoredEvent theirs = EventRecords.heard(end).event();
      if (theirs != null && !at(theirs.position()).equals(List.of(theirs.eventId()))) {
        throw new ForeignTopics(
            "The topics have another event than the log at position " + theirs.position());
      }
    }
  }

  /// The id of the event at a position, if there is one.
  private List<String> at(long position) {
    return log.read(position - 1, 1).stream()
        .filter(it -> it.position() == position)
        .map(StoredEvent::eventId)
        .toList();
  }

  /// They belong to another log, or to what this one was before it was restored.
  static final class ForeignTopics extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private ForeignTopics(String what) {
      super(
          what + ": they are another log's, or it was restored. Delete them, or use a new prefix");
    }
  }
}
