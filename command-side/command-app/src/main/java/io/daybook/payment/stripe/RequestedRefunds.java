package io.daybook.payment.stripe;

import io.daybook.eventstore.LogEventStore;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.RefundId;
import io.daybook.kernel.StreamId;
import io.daybook.payment.event.PaymentEvent.RefundRequested;
import java.util.Optional;

/// Which refund a key is about: the key is the id of the event that asked for it, so the log knows.
/// Thread-safe.
class RequestedRefunds {

  private final LogEventStore eventLog;

  RequestedRefunds(LogEventStore eventLog) {
    this.eventLog = eventLog;
  }

  Optional<RefundId> under(String key, OrderId order) {
    return eventLog
        .readEvents(StreamId.of("payment", order).toString())
        .asStream()
        .filter(event -> event.getIdentifier().equals(key))
        .map(event -> ((RefundRequested) event.getPayload()).refundId())
        .map(RefundId.class::cast)
        .findFirst();
  }
}
