package io.daybook.bench.rebuild;

import com.zaxxer.hikari.HikariDataSource;
import io.daybook.bench.Bed;
import io.daybook.bench.Contender;
import io.daybook.bench.Limit;
import io.daybook.bench.Sample;
import io.daybook.bench.shop.StockStore;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.TrackingEventProcessor;
import org.axonframework.eventhandling.TrackingEventProcessorConfiguration;
import org.axonframework.eventhandling.async.SequentialPerAggregatePolicy;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.PostgresTokenTableFactory;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/// The order view made by Axon's tracking processor with its JDBC token store, on the same log.
final class AxonRebuild implements Contender {

  private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(5);
  private static final String WITHOUT_WAITING = "?options=-c%20synchronous_commit=off";

  private final String name;
  private final OrderLog log;
  private final OrderView view;
  private final String right;
  private final HikariDataSource pool;
  private final TransactionManager transactions;
  private final JdbcTokenStore tokens;
  private final JdbcClient jdbc;
  private final int batch;
  private final int segments;
  private int turns;

  private AxonRebuild(
      String name,
      OrderLog log,
      OrderView view,
      String right,
      HikariDataSource pool,
      int batch,
      int segments) {
    this.name = name;
    this.log = log;
    this.view = view;
    this.right = right;
    this.pool = pool;
    this.batch = batch;
    this.segments = segments;
    TransactionAwareDataSourceProxy database = new TransactionAwareDataSourceProxy(pool);
    this.transactions = StockStore.transactions(pool);
    this.jdbc = JdbcClient.create(database);
    this.tokens =
        JdbcTokenStore.builder()
            .connectionProvider(database::getConnection)
            .serializer(StockStore.serializer())
            .build();
    tokens.createSchema(PostgresTokenTableFactory.INSTANCE);
  }

  /// As it comes: each event is a batch, and its commit waits for the disk.
  ///
  /// @param right what its rows must come to
  static AxonRebuild asItComes(Bed bed, OrderLog log, String right) {
    String name = "axon-batch-1";
    OrderView view = OrderView.of(bed, name);
    return new AxonRebuild(name, log, view, right, bed.pool(view.database()), 1, 1);
  }

  /// Many events a batch, some segments at once, and commits that wait as little for the disk as
  /// Daybook's do while it builds.
  static AxonRebuild tuned(Bed bed, OrderLog log, String right, int batch, int segments) {
    String name = "axon-%d-by-%d".formatted(batch, segments);
    OrderView view = OrderView.of(bed, name);
    HikariDataSource pool = bed.pool(view.database(), true, WITHOUT_WAITING);
    return new AxonRebuild(name, log, view, right, pool, batch, segments);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Sample run(int callers, Limit limit) {
    view.empty();
    TrackingEventProcessor processor = processor();
    double seconds;
    long start = System.nanoTime();
    try {
      processor.start();
      while (!isDone(processor.processingStatus().values())) {
        LockSupport.parkNanos(LOOK_AGAIN);
      }
      seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
    } finally {
      processor.shutDown();
    }
    view.check(name, right);
    return Sample.of(log.events() / seconds);
  }

  /// A processor under a new name, hence without tokens: it begins at the first event.
  private TrackingEventProcessor processor() {
    return TrackingEventProcessor.builder()
        .name("orders-" + ++turns)
        .eventHandlerInvoker(
            SimpleEventHandlerInvoker.builder()
                .eventHandlers(new OrderRows(jdbc))
                .sequencingPolicy(SequentialPerAggregatePolicy.instance())
                .listenerInvocationErrorHandler(PropagatingErrorHandler.instance())
                .build())
        .messageSource(log.store())
        .tokenStore(tokens)
        .transactionManager(transactions)
        .trackingEventProcessorConfiguration(
            TrackingEventProcessorConfiguration.forParallelProcessing(segments)
                .andBatchSize(batch)
                .andInitialTrackingToken(StreamableMessageSource::createTailToken))
        .build();
  }

  /// A segment's position is told after its commit.
  private boolean isDone(Collection<EventTrackerStatus> all) {
    for (EventTrackerStatus segment : all) {
      if (segment.isErrorState()) {
        throw new IllegalStateException(name + " fails", segment.getError());
      }
    }
    return all.size() == segments
        && all.stream().allMatch(it -> it.getCurrentPosition().orElse(0) >= log.events());
  }

  @Override
  public void close() {
    pool.close();
  }
}
