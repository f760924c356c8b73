package io.daybook.checkout.saga;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.axonframework.modelling.saga.AssociationValue;
import org.axonframework.modelling.saga.AssociationValues;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.jspecify.annotations.Nullable;

/// Axon's saga store for one batch: the checkouts of its orders, read before it and written after
/// it. A checkout is found by its order and goes by its order's id. Thread-safe.
final class CheckoutPage implements SagaStore<CheckoutSaga> {

  /// The property of every event by which it finds its checkout.
  static final String ORDER_ID = "orderId";

  private final Map<String, CheckoutMemory> running;
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private final Function<CheckoutMemory, CheckoutSaga> awaken;

  /// @param rows the checkouts of this batch's orders that are running
  /// @param awaken makes a saga of what it remembers
  CheckoutPage(Map<String, CheckoutMemory> rows, Function<CheckoutMemory, CheckoutSaga> awaken) {
    this.running = new ConcurrentHashMap<>(rows);
    this.awaken = awaken;
  }

  /// What each checkout that was touched remembers now; null when it is over.
  Map<String, @Nullable CheckoutMemory> changes() {
    Map<String, @Nullable CheckoutMemory> changes = new HashMap<>();
    changed.forEach(order -> changes.put(order, running.get(order)));
    return changes;
  }

  @Override
  public Set<String> findSagas(Class<? extends CheckoutSaga> type, AssociationValue association) {
    return running.containsKey(association.getValue()) ? Set.of(association.getValue()) : Set.of();
  }

  @Override
  @SuppressWarnings("unchecked") // There is one type of saga, and nothing extends it.
  public <S extends CheckoutSaga> @Nullable Entry<S> loadSaga(Class<S> type, String order) {
    CheckoutMemory memory = running.get(order);
    return memory == null ? null : (Entry<S>) new Awake(order, awaken.apply(memory));
  }

  @Override
  public void insertSaga(
      Class<? extends CheckoutSaga> type,
      String ignoredRandomId,
      CheckoutSaga saga,
      Set<AssociationValue> associations) {
    for (AssociationValue association : associations) {
      write(association.getValue(), saga);
    }
  }

  @Override
  public void updateSaga(
      Class<? extends CheckoutSaga> type,
      String order,
      CheckoutSaga saga,
      AssociationValues associations) {
    write(order, saga);
  }

  @Override
  public void deleteSaga(
      Class<? extends CheckoutSaga> type, String order, Set<AssociationValue> associations) {
    running.remove(order);
    changed.add(order);
  }

  private void write(String order, CheckoutSaga saga) {
    CheckoutMemory before = running.put(order, saga.memory());
    if (!saga.memory().equals(before)) {
      changed.add(order);
    }
  }

  private record Awake(String order, CheckoutSaga saga) implements Entry<CheckoutSaga> {

    @Override
    public Set<AssociationValue> associationValues() {
      return Set.of(new AssociationValue(ORDER_ID, order));
    }
  }
}
