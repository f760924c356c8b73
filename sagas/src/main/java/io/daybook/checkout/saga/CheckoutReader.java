package io.daybook.checkout.saga;

import io.daybook.axon.BatchSubscriber;
import io.daybook.axon.QuarantineTable;
import io.daybook.axon.ReaderPosition;
import io.daybook.cart.event.CartEvent.CartCheckedOut;
import io.daybook.checkout.process.CheckoutProcess;
import io.daybook.checkout.process.CheckoutTimedOut;
import io.daybook.inventory.event.ReservationEvent;
import io.daybook.kernel.OrderId;
import io.daybook.ordering.event.OrderEvent;
import io.daybook.payment.event.PaymentEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.MetaData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/// Brings the log, and the time, to the checkouts.
///
/// A batch is one transaction: it locks its place in the log and its checkouts, lets each order's
/// checkout hear its events in order while those of other orders hear theirs, and writes all of
/// them with the position. While the database or the command side is away nothing is remembered,
/// the batch comes again and sends its commands again under the same keys. A checkout that fails by
/// itself goes into quarantine, with what comes for it, and the others go on.
final class CheckoutReader implements BatchSubscriber {

  private static final Logger log = LoggerFactory.getLogger(CheckoutReader.class);
  private static final int DUE_AT_ONCE = 100;

  private final CheckoutHearing hearing;
  private final CheckoutTable table;
  private final QuarantineTable quarantine;
  private final ReaderPosition reader;
  private final TransactionOperations transactions;
  private final Clock clock;

  CheckoutReader(
      CheckoutHearing hearing,
      CheckoutTable table,
      QuarantineTable quarantine,
      ReaderPosition reader,
      TransactionOperations transactions,
      Clock clock) {
    this.hearing = hearing;
    this.table = table;
    this.quarantine = quarantine;
    this.reader = reader;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public long position() {
    return reader.position();
  }

  @Override
  public void apply(List<TrackedEventMessage<?>> batch, long position) {
    Map<String, List<EventMessage<?>>> heard = new LinkedHashMap<>();
    for (TrackedEventMessage<?> event : batch) {
      // Asked before the payload is read: most of the log is about single stock items.
      if (CheckoutProcess.HEARS.contains(event.getPayloadType())) {
        heard.computeIfAbsent(orderOf(event).value(), _ -> new ArrayList<>()).add(event);
      }
    }
    if (heard.isEmpty()) {
      reader.pass(position);
      return;
    }
    transactions.executeWithoutResult(_ -> {
      reader.advance(position);
      for (String held : quarantine.heldOf(heard.keySet())) {
        quarantine.queue(held, Objects.requireNonNull(heard.remove(held)));
      }
      hear(table.load(heard.keySet()), heard);
    });
  }

  /// Tells the checkouts whose time is up.
  ///
  /// @return how many there were, perhaps not all
  int timeOut() {
    return Objects.requireNonNull(
        transactions.execute(_ -> {
          Map<String, CheckoutMemory> due = table.due(clock.instant(), DUE_AT_ONCE);
          Map<String, List<EventMessage<?>>> heard = new LinkedHashMap<>();
          due.forEach((order, memory) -> heard.put(order, List.of(timeout(order, memory))));
          hear(due, heard);
          return due.size();
        }));
  }

  private void hear(Map<String, CheckoutMemory> running, Map<String, List<EventMessage<?>>> heard) {
    hearing
        .hear(running, heard)
        .forEach((order, broken) -> quarantine.hold(order, broken.failure(), broken.rest()));
  }

  /// A deadline as an event: the same one whenever it is told again.
  private static EventMessage<CheckoutTimedOut> timeout(String order, CheckoutMemory memory) {
    CheckoutMemory.Deadline deadline = Objects.requireNonNull(memory.deadline());
    log.info("{} ran out of time for its {} at {}", order, deadline.limit(), deadline.at());
    Instant at = deadline.at();
    return new GenericEventMessage<>(
        "timeout-" + deadline.limit() + "-" + at,
        new CheckoutTimedOut(new OrderId(order), deadline.limit()),
        MetaData.emptyInstance(),
        at);
  }

  private static OrderId orderOf(EventMessage<?> message) {
    return switch (message.getPayload()) {
      case CartCheckedOut event -> event.orderId();
      case OrderEvent event -> event.orderId();
      case ReservationEvent event -> event.orderId();
      case PaymentEvent event -> event.orderId();
      default ->
          throw new IllegalArgumentException(message.getPayloadType() + " belongs to no order");
    };
  }
}
