package io.daybook.checkout.saga;

import io.daybook.axon.Quarantine;
import io.daybook.axon.QuarantineTable;
import io.daybook.checkout.process.CartIdleness.Until;
import io.daybook.kernel.CartId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.transaction.support.TransactionOperations;

/// The idle carts that could not be abandoned. What waits is always a deadline: a cart that is
/// touched leaves the quarantine by itself.
final class IdleCartQuarantine implements Quarantine {

  private final IdleCarts carts;
  private final IdleCartTable table;
  private final QuarantineTable quarantine;
  private final TransactionOperations transactions;

  IdleCartQuarantine(
      IdleCarts carts,
      IdleCartTable table,
      QuarantineTable quarantine,
      TransactionOperations transactions) {
    this.carts = carts;
    this.table = table;
    this.quarantine = quarantine;
    this.transactions = transactions;
  }

  @Override
  public String reader() {
    return quarantine.reader();
  }

  @Override
  public List<Held> held() {
    return quarantine.held();
  }

  @Override
  public Optional<Held> redrive(String cart) {
    return Objects.requireNonNull(
        transactions.execute(_ -> {
          if (quarantine.lock(cart).isEmpty()) {
            return Optional.empty();
          }
          Map<Until, RuntimeException> failures = carts.abandon(table.find(new CartId(cart)));
          failures.forEach((it, failure) ->
              quarantine.failedAgain(cart, failure, List.of(IdleCarts.timeout(it))));
          if (!failures.isEmpty()) {
            return quarantine.find(cart);
          }
          quarantine.release(cart);
          return Optional.empty();
        }));
  }

  /// The cart stays as it is, and is waited for again when somebody touches it.
  @Override
  public Optional<Held> skip(String cart, long position) {
    return Objects.requireNonNull(
        transactions.execute(_ -> {
          Optional<Held> held = quarantine.lock(cart);
          if (held.isEmpty() || held.get().position() != position) {
            return held;
          }
          table.forget(List.of(new CartId(cart)));
          quarantine.release(cart);
          return Optional.empty();
        }));
  }
}
