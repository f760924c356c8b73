package io.daybook.checkout.saga;

import io.daybook.axon.Lanes;
import io.daybook.axon.TransientFailure;
import io.daybook.checkout.process.CheckoutProcess;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.Segment;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.saga.AnnotatedSagaManager;
import org.axonframework.modelling.saga.metamodel.AnnotationSagaMetaModelFactory;
import org.axonframework.modelling.saga.metamodel.SagaModel;
import org.axonframework.modelling.saga.repository.AnnotatedSagaRepository;

/// Lets checkouts hear events: those of different orders side by side, those of one order in turn.
/// Runs in its caller's transaction; thread-safe.
final class CheckoutHearing {

  /// A checkout that could not take an event.
  ///
  /// @param rest the event and those behind it; the ones before it were taken
  record Broken(SagaStepException failure, List<EventMessage<?>> rest) {}

  private final AnnotationSagaMetaModelFactory models = new AnnotationSagaMetaModelFactory();
  private final SagaModel<CheckoutSaga> model = models.modelOf(CheckoutSaga.class);
  private final CheckoutProcess process;
  private final SagaCommands commands;
  private final CheckoutTable table;
  private final Lanes lanes;
  private final int attempts;

  /// @param attempts how often a checkout is told an event at which it fails by itself, at least 1
  CheckoutHearing(
      CheckoutProcess process,
      SagaCommands commands,
      CheckoutTable table,
      Lanes lanes,
      int attempts) {
    this.process = process;
    this.commands = commands;
    this.table = table;
    this.lanes = lanes;
    this.attempts = attempts;
  }

  /// Lets each order's checkout hear its events, and writes what they remember then.
  ///
  /// @param running the checkouts of these orders, as their rows have them
  /// @return the orders whose checkout could not take an event
  /// @throws RuntimeException when trouble that passes kept one of them from its work; nothing is
  ///   to be kept then
  Map<String, Broken> hear(
      Map<String, CheckoutMemory> running, Map<String, List<EventMessage<?>>> heard) {
    CheckoutPage page = new CheckoutPage(running, this::saga);
    AnnotatedSagaManager<CheckoutSaga> sagas = managerOf(page);
    Map<String, Broken> broken = new ConcurrentHashMap<>();
    lanes.run(
        heard.entrySet().stream()
            .<Runnable>map(order ->
                () -> hear(sagas, order.getValue()).ifPresent(it -> broken.put(order.getKey(), it)))
            .toList());
    table.save(page.changes());
    return broken;
  }

  private Optional<Broken> hear(
      AnnotatedSagaManager<CheckoutSaga> sagas, List<EventMessage<?>> events) {
    for (int i = 0; i < events.size(); i++) {
      for (int attempt = 1; ; attempt++) {
        try {
          hear(sagas, events.get(i));
          break;
        } catch (SagaStepException failed) {
          if (TransientFailure.is(failed)) {
            throw failed;
          }
          if (attempt == attempts) {
            return Optional.of(new Broken(failed, events.subList(i, events.size())));
          }
        }
      }
    }
    return Optional.empty();
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
}
