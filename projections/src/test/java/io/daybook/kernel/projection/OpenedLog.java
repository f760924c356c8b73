package io.daybook.kernel.projection;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/// A log that remembers after which positions it was read.
///
/// @param gate nobody reads it while this is closed
record OpenedLog(ListedLog log, List<Long> openedAfter, CountDownLatch gate)
    implements StreamableMessageSource<TrackedEventMessage<?>> {

  OpenedLog(List<TrackedEventMessage<?>> events) {
    this(new ListedLog(events), new CopyOnWriteArrayList<>(), new CountDownLatch(0));
  }

  @Override
  public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
    openedAfter.add(token == null ? 0 : token.position().orElse(0));
    try {
      gate.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
    return log.openStream(token);
  }
}
