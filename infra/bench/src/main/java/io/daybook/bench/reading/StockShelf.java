package io.daybook.bench.reading;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.getVersion;

import com.zaxxer.hikari.HikariDataSource;
import io.daybook.bench.Bed;
import io.daybook.bench.shop.StockStore;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLongArray;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.PostgresTokenTableFactory;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/// Prices in a shop that is built with what Axon brings along: its JDBC engine, and a pooled
/// streaming processor with its JDBC token store, as they come: 16 segments with a thread each, one
/// event a batch, one statement an event. There are no tokens: who wants to read looks at the row.
final class StockShelf implements Shelf {

  static final String NAME = "stock-axon, row looked for";

  private static final int SEGMENTS = 16;

  private final Configuration axon;
  private final HikariDataSource pool;
  private final JdbcClient jdbc;
  private final AtomicLongArray versions;

  private StockShelf(Configuration axon, HikariDataSource pool, int products) {
    this.axon = axon;
    this.pool = pool;
    this.jdbc = JdbcClient.create(pool);
    this.versions = new AtomicLongArray(products);
  }

  static StockShelf on(Bed bed, int products) throws Exception {
    HikariDataSource pool = bed.pool(bed.database("visible_stock"));
    TransactionAwareDataSourceProxy database = new TransactionAwareDataSourceProxy(pool);
    var transactions = StockStore.transactions(pool);
    JdbcEventStorageEngine engine = StockStore.engine(database::getConnection, transactions);
    engine.createSchema(PostgresEventTableFactory.INSTANCE);
    JdbcTokenStore tokens =
        JdbcTokenStore.builder()
            .connectionProvider(database::getConnection)
            .serializer(StockStore.serializer())
            .build();
    tokens.createSchema(PostgresTokenTableFactory.INSTANCE);
    JdbcClient jdbc = JdbcClient.create(database);
    jdbc.sql(
            "create table price (sku text primary key, minor bigint not null,"
                + " version bigint not null)")
        .update();
    Configurer configurer =
        DefaultConfigurer.defaultConfiguration()
            .configureTransactionManager(_ -> transactions)
            .configureSerializer(_ -> StockStore.serializer())
            .configureEmbeddedEventStore(_ -> engine)
            .configureAggregate(Product.class);
    configurer.eventProcessing(processing ->
        processing
            .registerTokenStore(_ -> tokens)
            .usingPooledStreamingEventProcessors((_, it) ->
                it.workerExecutor(name ->
                        Executors.newScheduledThreadPool(
                            SEGMENTS, Thread.ofPlatform().name(name, 0).daemon().factory()))
                    .initialSegmentCount(SEGMENTS))
            .registerEventHandler(_ -> new Prices(jdbc)));
    Configuration axon = configurer.start();
    StockShelf shelf = new StockShelf(axon, pool, products);
    for (int product = 0; product < products; product++) {
      axon.commandGateway().sendAndWait(new ListPrice(DaybookShelf.sku(product)));
    }
    return shelf;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public long change(int product) {
    long version =
        axon.commandGateway().<Long>sendAndWait(new SetPrice(DaybookShelf.sku(product), 100));
    versions.accumulateAndGet(product, version, Math::max);
    return version;
  }

  @Override
  public void see(int product, long version) {
    PriceRow.await(
        jdbc.sql("select version from price where sku = ?").param(DaybookShelf.sku(product)),
        version);
  }

  @Override
  public void settle() {
    for (int product = 0; product < versions.length(); product++) {
      see(product, versions.get(product));
    }
  }

  @Override
  public void close() {
    axon.shutdown();
    pool.close();
  }

  record ListPrice(@TargetAggregateIdentifier String sku) {}

  record SetPrice(@TargetAggregateIdentifier String sku, long minor) {}

  record Listed(String sku) {}

  record Changed(String sku, long minor) {}

  /// An annotated aggregate.
  @SuppressWarnings("UnusedVariable") // Axon reads the id.
  static final class Product {

    @AggregateIdentifier private @Nullable String sku;

    Product() {}

    @CommandHandler
    Product(ListPrice command) {
      apply(new Listed(command.sku()));
    }

    @CommandHandler
    long on(SetPrice command) {
      apply(new Changed(command.sku(), command.minor()));
      return getVersion();
    }

    @EventSourcingHandler
    void on(Listed event) {
      sku = event.sku();
    }
  }

  /// The view: a statement for each event, in the transaction of the token.
  record Prices(JdbcClient jdbc) {

    private static final String UPSERT =
        """
        insert into price (sku, minor, version) values (?, ?, ?)
        on conflict (sku) do update set minor = excluded.minor, version = excluded.version
        """;

    @EventHandler
    void on(Listed event, @SequenceNumber long version) {
      jdbc.sql(UPSERT).params(event.sku(), 0, version).update();
    }

    @EventHandler
    void on(Changed event, @SequenceNumber long version) {
      jdbc.sql(UPSERT).params(event.sku(), event.minor(), version).update();
    }
  }
}
