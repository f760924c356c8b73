package io.daybook.bench.store;

import com.zaxxer.hikari.HikariDataSource;
import io.daybook.bench.Bed;
import java.sql.SQLException;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.DataSourceConnectionProvider;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.postgresql.util.PSQLState;

/// Axon's JDBC engine as it is meant to be used: payloads in `bytea`, and each unit of work with
/// one connection on which all it does is one transaction.
final class StockJdbc {

  static final String NAME = "stock-jdbc";

  private StockJdbc() {}

  /// A node on a database that has no tables yet.
  static AxonNode on(Bed bed, String database) {
    HikariDataSource pool = bed.pool(database, false, "");
    engine(new DataSourceConnectionProvider(bed.plain(database)))
        .createSchema(PostgresEventTableFactory.INSTANCE);
    return node(pool);
  }

  /// One more node on such a database.
  static AxonNode joining(Bed bed, String database) {
    return node(bed.pool(database, false, ""));
  }

  private static AxonNode node(HikariDataSource pool) {
    EmbeddedEventStore store =
        EmbeddedEventStore.builder()
            .storageEngine(
                engine(
                    new UnitOfWorkAwareConnectionProviderWrapper(
                        new DataSourceConnectionProvider(pool))))
            .build();
    return new AxonNode(
        NAME,
        store,
        NoTransactionManager.INSTANCE,
        () -> {
          store.shutDown();
          pool.close();
        });
  }

  private static JdbcEventStorageEngine engine(ConnectionProvider connections) {
    Jackson3Serializer serializer = Jackson3Serializer.builder().build();
    return JdbcEventStorageEngine.builder()
        .connectionProvider(connections)
        // The connection provider commits with the unit of work.
        .transactionManager(NoTransactionManager.INSTANCE)
        .eventSerializer(serializer)
        .snapshotSerializer(serializer)
        .persistenceExceptionResolver(failed ->
            failed instanceof SQLException sql
                && PSQLState.UNIQUE_VIOLATION.getState().equals(sql.getSQLState()))
        .build();
  }
}
