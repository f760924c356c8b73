package io.daybook.checkout.saga;

import io.daybook.axon.LoggedEvents;
import io.daybook.axon.Quarantine;
import io.daybook.axon.QuarantineTable;
import io.daybook.axon.ReaderPosition;
import io.daybook.checkout.saga.CheckoutHearing.Broken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/// The checkouts that failed by themselves. Mending one holds off the reader, so that no event of
/// the order overtakes those that wait; it is one transaction, and what it asks of others it asks
/// under the same keys as before. A crash in between leaves all as it was.
final class CheckoutQuarantine implements Quarantine {

  private final StreamableMessageSource<TrackedEventMessage<?>> log;
  private final CheckoutHearing hearing;
  private final CheckoutTable table;
  private final QuarantineTable quarantine;
  private final ReaderPosition reader;
  private final TransactionOperations transactions;

  CheckoutQuarantine(
      StreamableMessageSource<TrackedEventMessage<?>> log,
      CheckoutHearing hearing,
      CheckoutTable table,
      QuarantineTable quarantine,
      ReaderPosition reader,
      TransactionOperations transactions) {
    this.log = log;
    this.hearing = hearing;
    this.table = table;
    this.quarantine = quarantine;
    this.reader = reader;
    this.transactions = transactions;
  }

  @Override
  public String reader() {
    return quarantine.reader();
  }

  @Override
  public boolean isCompensated() {
    return true;
  }

  @Override
  public List<Held> held() {
    return quarantine.held();
  }

  @Override
  public Optional<Held> redrive(String order) {
    return mend(order, null);
  }

  @Override
  public Optional<Held> skip(String order, long position) {
    return mend(order, position);
  }

  private Optional<Held> mend(String order, @Nullable Long skipped) {
    return Objects.requireNonNull(
        transactions.execute(_ -> {
          reader.lock();
          Optional<Held> held = quarantine.lock(order);
          if (held.isEmpty() || (skipped != null && held.get().position() != skipped)) {
            return held;
          }
          List<Long> positions = new ArrayList<>(quarantine.waiting(order));
          Map<String, CheckoutMemory> running = table.load(List.of(order));
          if (skipped != null) {
            if (skipped == 0) {
              running.computeIfPresent(order, (_, memory) -> memory.until(null));
              table.save(Map.copyOf(running));
            }
            positions.remove(skipped);
          }
          return tell(order, running, List.copyOf(LoggedEvents.at(log, positions)));
        }));
  }

  private Optional<Held> tell(
      String order, Map<String, CheckoutMemory> running, List<EventMessage<?>> events) {
    if (!events.isEmpty()) {
      Broken broken = hearing.hear(running, Map.of(order, events)).get(order);
      if (broken != null) {
        quarantine.failedAgain(order, broken.failure(), broken.rest());
        return quarantine.find(order);
      }
    }
    quarantine.release(order);
    return Optional.empty();
  }
}
