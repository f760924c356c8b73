package io.daybook.bench.store;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/// Axon's pooled streaming processor on a node's log, with a handler that does next to nothing. Its
/// tokens are kept in memory: what is measured is the way from the log to a handler.
final class Tailing implements AutoCloseable {

  private static final int BATCH = 500;

  private final PooledStreamingEventProcessor processor;
  private final ScheduledExecutorService coordinator;
  private final ScheduledExecutorService worker;

  private Tailing(AxonNode node, boolean fromTheStart, Consumer<Happened> handler) {
    coordinator = Executors.newSingleThreadScheduledExecutor();
    worker = Executors.newSingleThreadScheduledExecutor();
    processor =
        PooledStreamingEventProcessor.builder()
            .name("tailing")
            .eventHandlerInvoker(
                SimpleEventHandlerInvoker.builder().eventHandlers(new Handler(handler)).build())
            .messageSource(node.store())
            .tokenStore(new InMemoryTokenStore())
            .transactionManager(NoTransactionManager.INSTANCE)
            .coordinatorExecutor(coordinator)
            .workerExecutor(worker)
            .initialSegmentCount(1)
            .initialToken(source -> fromTheStart ? first(source) : source.createHeadToken())
            .batchSize(BATCH)
            .build();
    processor.start();
  }

  /// The whole log, and what comes after.
  static Tailing fromTheStart(AxonNode node, Consumer<Happened> handler) {
    return new Tailing(node, true, handler);
  }

  /// Only what comes from now on.
  static Tailing fromNow(AxonNode node, Consumer<Happened> handler) {
    return new Tailing(node, false, handler);
  }

  private static @Nullable TrackingToken first(StreamableMessageSource<?> source) {
    return source.createTailToken();
  }

  @Override
  public void close() {
    processor.shutDown();
    coordinator.shutdownNow();
    worker.shutdownNow();
  }

  /// Has its payload deserialised, as every real handler has.
  record Handler(Consumer<Happened> then) {

    @EventHandler
    public void on(Happened event) {
      then.accept(event);
    }
  }
}
