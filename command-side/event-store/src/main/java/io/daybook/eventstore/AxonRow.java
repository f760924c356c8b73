package io.daybook.eventstore;

import java.time.Instant;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.EventData;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.SerializedMetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;

/// A row of the log as Axon's upcasters and serializers take it.
sealed interface AxonRow extends EventData<String> {

  StoredEvent row();

  /// A row with its place in the log; without a place in a stream when it belongs to no aggregate.
  static TrackedEventData<String> tracked(StoredEvent row) {
    return row.aggregateType().isEmpty() ? new Lone(row) : new Tracked(row);
  }

  /// A row as part of its stream.
  static DomainEventData<String> ofStream(StoredEvent row) {
    return new OfStream(row);
  }

  @Override
  default String getEventIdentifier() {
    return row().eventId();
  }

  @Override
  default Instant getTimestamp() {
    return row().recordedAt();
  }

  @Override
  default SerializedObject<String> getMetaData() {
    return new SerializedMetaData<>(row().metadata(), String.class);
  }

  @Override
  default SerializedObject<String> getPayload() {
    String revision = row().revision().isEmpty() ? null : row().revision();
    return new SimpleSerializedObject<>(row().payload(), String.class, row().type(), revision);
  }

  /// A row whose place in its stream counts.
  sealed interface Placed extends AxonRow, DomainEventData<String> {

    @Override
    default String getType() {
      return row().aggregateType();
    }

    @Override
    default String getAggregateIdentifier() {
      return row().stream();
    }

    @Override
    default long getSequenceNumber() {
      return row().version() - 1;
    }
  }

  /// A row whose place in the log counts.
  sealed interface Positioned extends AxonRow, TrackedEventData<String> {

    @Override
    default TrackingToken trackingToken() {
      return new GlobalSequenceTrackingToken(row().position());
    }
  }

  record OfStream(StoredEvent row) implements Placed {}

  record Lone(StoredEvent row) implements Positioned {}

  record Tracked(StoredEvent row) implements Placed, Positioned {}
}
