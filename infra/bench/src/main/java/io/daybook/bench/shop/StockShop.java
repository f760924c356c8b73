package io.daybook.bench.shop;

import com.zaxxer.hikari.HikariDataSource;
import io.daybook.bench.Bed;
import io.daybook.bench.shop.StockWords.ReceiveStock;
import java.net.URI;
import java.sql.Connection;
import java.util.Map;
import java.util.concurrent.Executors;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.commandhandling.gateway.IntervalRetryScheduler;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.PostgresTokenTableFactory;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.modelling.saga.repository.jdbc.JdbcSagaStore;
import org.axonframework.modelling.saga.repository.jdbc.PostgresSagaSqlSchema;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/// The same sale in a shop that is built with what Axon brings along: its JDBC engine, token store
/// and saga store, an aggregate for each sku, annotated sagas in pooled streaming processors with a
/// thread for each of their 16 segments. A command that lost a race is sent again by its sender.
final class StockShop implements Shop {

  static final String NAME = "stock-axon";

  private static final int SEGMENTS = 16;
  private static final int RETRIES = 100;
  private static final int RETRY_MILLIS = 10;

  private final WebNode node;
  private final Configuration axon;
  private final HikariDataSource pool;

  private StockShop(WebNode node, Configuration axon, HikariDataSource pool) {
    this.node = node;
    this.axon = axon;
    this.pool = pool;
  }

  static StockShop on(Bed bed) throws Exception {
    HikariDataSource pool = bed.pool(bed.database("flash_stock"));
    TransactionAwareDataSourceProxy database = new TransactionAwareDataSourceProxy(pool);
    StockOutcomes outcomes = new StockOutcomes();
    Configuration axon = configure(database, StockStore.transactions(pool), outcomes);
    axon.start();
    WebNode node =
        WebNode.start(
            StockEndpoints.class,
            Map.of(),
            context -> {
              context.registerBean(CommandGateway.class, axon::commandGateway);
              context.registerBean(StockOutcomes.class, () -> outcomes);
            });
    return new StockShop(node, axon, pool);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public URI api() {
    return node.api();
  }

  @Override
  public void sell(String sku, int units) {
    axon.commandGateway().sendAndWait(new ReceiveStock(sku, units));
  }

  @Override
  public void close() {
    node.close();
    axon.shutdown();
    pool.close();
  }

  private static Configuration configure(
      TransactionAwareDataSourceProxy database,
      TransactionManager transactions,
      StockOutcomes outcomes)
      throws Exception {
    ConnectionProvider connections = database::getConnection;
    Configurer axon =
        DefaultConfigurer.defaultConfiguration()
            .configureTransactionManager(_ -> transactions)
            .configureSerializer(_ -> StockStore.serializer());
    JdbcEventStorageEngine engine = StockStore.engine(connections, transactions);
    engine.createSchema(PostgresEventTableFactory.INSTANCE);
    axon.configureEmbeddedEventStore(_ -> engine);
    StockAggregates.ALL.forEach(axon::configureAggregate);
    axon.registerComponent(
        CommandGateway.class,
        it ->
            DefaultCommandGateway.builder()
                .commandBus(it.commandBus())
                .retryScheduler(
                    IntervalRetryScheduler.builder()
                        .retryExecutor(Executors.newSingleThreadScheduledExecutor())
                        .retryInterval(RETRY_MILLIS)
                        .maxRetryCount(RETRIES)
                        .build())
                .build());
    JdbcTokenStore tokens =
        JdbcTokenStore.builder()
            .connectionProvider(connections)
            .serializer(StockStore.serializer())
            .build();
    tokens.createSchema(PostgresTokenTableFactory.INSTANCE);
    JdbcSagaStore sagas =
        JdbcSagaStore.builder()
            .connectionProvider(connections)
            .sqlSchema(new PostgresSagaSqlSchema())
            .serializer(StockStore.serializer())
            .build();
    try (Connection connection = database.getConnection()) {
      PostgresSagaSqlSchema schema = new PostgresSagaSqlSchema();
      schema.sql_createTableSagaEntry(connection).execute();
      schema.sql_createTableAssocValueEntry(connection).execute();
    }
    StockPayments payments = new StockPayments(JdbcClient.create(database));
    axon.eventProcessing(processing ->
        processing
            .registerTokenStore(_ -> tokens)
            .registerSagaStore(_ -> sagas)
            .usingPooledStreamingEventProcessors((_, it) ->
                it.workerExecutor(name ->
                        Executors.newScheduledThreadPool(
                            SEGMENTS, Thread.ofPlatform().name(name, 0).daemon().factory()))
                    .initialSegmentCount(SEGMENTS))
            .registerSubscribingEventProcessor(StockOutcomes.GROUP)
            .registerEventHandler(_ -> outcomes)
            .registerEventHandler(_ -> payments)
            .registerSaga(StockCheckout.class));
    return axon.buildConfiguration();
  }
}
