package io.daybook.checkout.saga;

import io.daybook.axon.BatchSubscriber;
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
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.saga.AnnotatedSagaManager;
import org.axonframework.modelling.saga.metamodel.AnnotationSagaMetaModelFactory;
import org.axonframework.modelling.saga.metamodel.SagaModel;
import org.axonframework.modelling.saga.repository.AnnotatedSagaRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/// Brings the log, and the time, to the checkouts.
///
/// A batch is one transaction: it locks its place in the log and its checkouts, lets each order's
/// checkout hear its events in order while those of other orders hear theirs, and writes all of
/// them with the position. When anything fails nothing is remembered, the batch comes again and
/// sends its commands again under the same keys.
final class CheckoutReader implements BatchSubscriber {

  private static final Logger log = LoggerFactory.getLogger(CheckoutReader.class);
  private static final int DUE_AT_ONCE = 100;

  private final AnnotationSagaMetaModelFactory models = new AnnotationSagaMetaModelFactory();
  private final SagaModel<CheckoutSaga> model = models.modelOf(CheckoutSaga.class);
  private final CheckoutProcess process;
  private final SagaCommands commands;
  private final CheckoutTable table;
  private final ReaderPosition reader;
  private final TransactionOperations transactions;
  private final Lanes lanes;
  private final Clock clock;

  CheckoutReader(
      CheckoutProcess process,
      SagaCommands commands,
      CheckoutTable table,
      ReaderPosition reader,
      TransactionOperations transactions,
      Lanes lanes,
      Clock clock) {
    this.process = process;
    this.commands = commands;
    this.table = table;
    this.reader = reader;
    this.transactions = transactions;
    this.lanes = lanes;
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
    CheckoutPage page = new CheckoutPage(running, this::saga);
    AnnotatedSagaManager<CheckoutSaga> sagas = managerOf(page);
    lanes.run(
        heard.values().stream()
            .<Runnable>map(events -> () -> events.forEach(event -> hear(sagas, event)))
            .toList());
    table.save(page.changes());
  }

  private static void hear(AnnotatedSagaManager<CheckoutSaga> sagas, EventMessage<?> event) {
    ResultMessage<?> result =
        DefaultUnitOfWork.startAndGet(event)
            .executeWithResult(() -> {
              sagas.handle(event, Segment.ROOT_SEGMENT);
              return true;
            });
    if (result.isExceptional()) {
      throw new SagaStepException(event, result.exceptionResult());
    }
  }

  private AnnotatedSagaManager<CheckoutSaga> managerOf(CheckoutPage page) {
    return AnnotatedSagaManager.<CheckoutSaga>builder()
        .sagaType(CheckoutSaga.class)
        .sagaModel(model)
        .sagaFactory(() -> saga(CheckoutMemory.NONE))
        .sagaRepository(
            AnnotatedSagaRepository.<CheckoutSaga>builder()
                .sagaType(CheckoutSaga.class)
                .sagaModel(model)
                .interceptorMemberChain(models.chainedInterceptor(CheckoutSaga.class))
                .sagaStore(page)
                .build())
        .listenerInvocationErrorHandler(PropagatingErrorHandler.instance())
        .build();
  }

  private CheckoutSaga saga(CheckoutMemory memory) {
    return new CheckoutSaga(process, commands, memory);
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
