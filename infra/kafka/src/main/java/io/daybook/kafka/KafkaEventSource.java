package io.daybook.kafka;

import io.daybook.eventstore.EventMessages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.jspecify.annotations.Nullable;

/// The log as it stands in Kafka, for those who read it as they would read the event store: the
/// same events, the same order, the same tokens. Thread-safe; each stream has a consumer of its
/// own, reads all partitions, and belongs to no consumer group.
public final class KafkaEventSource implements StreamableMessageSource<TrackedEventMessage<?>> {

  private final KafkaSettings settings;
  private final Topics topics;
  private final EventMessages messages;

  /// @param serializer reads payloads and metadata from JSON
  /// @param upcasters read older revisions
  public KafkaEventSource(KafkaSettings settings, Serializer serializer, EventUpcaster upcasters) {
    this.settings = settings;
    this.topics = Topics.ofAllEvents(settings.prefix());
    this.messages = new EventMessages(serializer, upcasters);
  }

  /// Follows the log, from its first event when there is no token.
  ///
  /// @throws EventStoreException when the topics have not come as far as the token: waiting there
  ///   could skip what another log writes next
  /// @throws org.apache.kafka.common.KafkaException when the cluster is away, or the topics are not
  ///   made yet
  @Override
  public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
    long position = positionOf(token);
    KafkaConsumer<byte[], byte[]> consumer = Tenure.consumer(settings);
    try {
      List<TopicPartition> partitions = topics.partitions(consumer);
      if (position > 0 && head(consumer, partitions) < position) {
        throw new EventStoreException(
            "The topics end before position %d, where their reader stands".formatted(position));
      }
      Map<TopicPartition, Long> offsets = new OffsetSearch(consumer).after(position, partitions);
      consumer.assign(partitions);
      offsets.forEach(consumer::seek);
      return new KafkaEventStream(consumer, new PositionMerge(partitions, position), messages);
    } catch (RuntimeException failed) {
      consumer.close();
      throw failed;
    }
  }

  /// The place before the first event.
  @Override
  public TrackingToken createTailToken() {
    return new GlobalSequenceTrackingToken(0);
  }

  /// The last position that is published.
  @Override
  public TrackingToken createHeadToken() {
    try (KafkaConsumer<byte[], byte[]> consumer = Tenure.consumer(settings)) {
      return new GlobalSequenceTrackingToken(head(consumer, topics.partitions(consumer)));
    }
  }

  /// Refused: records carry the instants of their events, watermarks those of their publishing, so
  /// that an instant can't be looked for. Tokens are the event store's; it knows.
  @Override
  public TrackingToken createTokenAt(Instant dateTime) {
    throw new UnsupportedOperationException(
        "Topics can't be searched for an instant: ask the event store for the token, which is the"
            + " same");
  }

  /// Refused as [#createTokenAt].
  @Override
  public TrackingToken createTokenSince(Duration duration) {
    return createTokenAt(Instant.MIN);
  }

  private static long head(
      KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    return new CommittedPositions(consumer)
        .of(partitions).values().stream().mapToLong(it -> it).max().orElse(0);
  }

  private static long positionOf(@Nullable TrackingToken token) {
    TrackingToken plain = token == null ? null : WrappedToken.unwrapLowerBound(token);
    return plain == null ? 0 : plain.position().orElse(0);
  }
}
