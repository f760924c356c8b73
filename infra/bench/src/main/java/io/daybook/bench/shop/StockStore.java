package io.daybook.bench.shop;

import java.sql.SQLException;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.postgresql.util.PSQLState;

/// Axon's JDBC engine under a shop's own transactions.
final class StockStore {

  private StockStore() {}

  static Serializer serializer() {
    return Jackson3Serializer.builder().build();
  }

  static JdbcEventStorageEngine engine(
      ConnectionProvider connections, TransactionManager transactions) {
    return JdbcEventStorageEngine.builder()
        .connectionProvider(connections)
        .transactionManager(transactions)
        .eventSerializer(serializer())
        .snapshotSerializer(serializer())
        .persistenceExceptionResolver(failed ->
            failed instanceof SQLException sql
                && PSQLState.UNIQUE_VIOLATION.getState().equals(sql.getSQLState()))
        .build();
  }
}
