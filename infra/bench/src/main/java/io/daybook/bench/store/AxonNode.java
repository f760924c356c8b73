package io.daybook.bench.store;

import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.common.caching.Cache;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.correlation.MessageOriginProvider;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;

/// One node that works with Axon: an event store, and aggregates that are loaded from it and stored
/// in it by Axon's own repository, each command in a unit of work and, where the engine wants one,
/// a transaction. The same for every engine. Thread-safe.
final class AxonNode implements AutoCloseable {

  private final String name;
  private final EventStore store;
  private final TransactionManager transactions;
  private final AutoCloseable resources;
  private final Repository<Order> orders;

  /// @param resources what the store works with; closed after it
  AxonNode(
      String name, EventStore store, TransactionManager transactions, AutoCloseable resources) {
    this(name, store, transactions, resources, null);
  }

  private AxonNode(
      String name,
      EventStore store,
      TransactionManager transactions,
      AutoCloseable resources,
      @Nullable Cache cache) {
    this.name = name;
    this.store = store;
    this.transactions = transactions;
    this.resources = resources;
    EventSourcingRepository.Builder<Order> repository =
        EventSourcingRepository.builder(Order.class).eventStore(store);
    this.orders = (cache == null ? repository : repository.cache(cache)).build();
  }

  /// The same node, remembering aggregates. Only one of the two is to be closed.
  AxonNode remembering(Cache cache) {
    return new AxonNode(name, store, transactions, resources, cache);
  }

  String name() {
    return name;
  }

  EventStore store() {
    return store;
  }

  TransactionManager transactions() {
    return transactions;
  }

  /// A command that makes an order.
  void place(String order) {
    command(order, () -> orders.newInstance(() -> new Order(Happened.placed(order))));
  }

  /// A command that loads an order and adds an event.
  void note(String order) {
    command(
        order,
        () -> {
          orders.load(order).execute(Order::note);
          return order;
        });
  }

  /// A command whose handler knows the version of its stream, and appends the next event unseen.
  void append(String stream, int version) {
    command(
        stream,
        () -> {
          store.publish(Filling.event(stream, version));
          return stream;
        });
  }

  /// Does what a command's handler does, with its correlation ids in the events' metadata.
  void command(Object payload, java.util.concurrent.Callable<?> handler) {
    var work = DefaultUnitOfWork.startAndGet(new GenericCommandMessage<>(payload));
    work.attachTransaction(transactions);
    work.registerCorrelationDataProvider(new MessageOriginProvider());
    work.executeWithResult(handler::call).getPayload();
  }

  @Override
  public void close() throws Exception {
    resources.close();
  }
}
