package io.daybook.bench.shop;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.postgresql.util.PSQLState;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/// Axon's JDBC engine under a shop's own transactions.
public final class StockStore {

  private StockStore() {}

  public static Serializer serializer() {
    return Jackson3Serializer.builder().build();
  }

  public static JdbcEventStorageEngine engine(
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

  /// Spring's, on one pool.
  public static TransactionManager transactions(HikariDataSource pool) {
    DataSourceTransactionManager spring = new DataSourceTransactionManager(pool);
    return () -> {
      TransactionStatus status = spring.getTransaction(new DefaultTransactionDefinition());
      return new Transaction() {
        @Override
        public void commit() {
          spring.commit(status);
        }

        @Override
        public void rollback() {
          if (!status.isCompleted()) {
            spring.rollback(status);
          }
        }
      };
    };
  }
}
