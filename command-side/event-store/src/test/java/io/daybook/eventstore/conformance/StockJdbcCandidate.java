package io.daybook.eventstore.conformance;

import java.time.Duration;
import javax.sql.DataSource;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.eventsourcing.snapshotting.RevisionSnapshotFilter;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/// Axon's own JDBC engine with Axon's defaults, on `bytea`, in Spring's transactions.
///
/// @param gapTimeout how old an event is behind which no gap is kept
record StockJdbcCandidate(Duration gapTimeout) implements Candidate {

  static final Duration IMPATIENCE = Duration.ofSeconds(1);

  /// With Axon's own minute.
  static StockJdbcCandidate asItComes() {
    return new StockJdbcCandidate(Duration.ofMinutes(1));
  }

  /// Gives gaps up after a second, so that a test can see what happens then: it would happen after
  /// a minute, too. Where the machine alone can take a second, it is no fair candidate.
  static StockJdbcCandidate impatient() {
    return new StockJdbcCandidate(IMPATIENCE);
  }

  @Override
  public void makeTables(DataSource database) {
    engine(database, Object.class, "1").createSchema(PostgresEventTableFactory.INSTANCE);
  }

  @Override
  public EventStore open(DataSource pool, Class<?> snapshots, String revision) {
    return EmbeddedEventStore.builder().storageEngine(engine(pool, snapshots, revision)).build();
  }

  @Override
  public void close(EventStore store) {
    ((EmbeddedEventStore) store).shutDown();
  }

  private JdbcEventStorageEngine engine(DataSource pool, Class<?> snapshots, String revision) {
    var serializer = Jackson3Serializer.builder().build();
    var inTransaction = new TransactionAwareDataSourceProxy(pool);
    return JdbcEventStorageEngine.builder()
        .connectionProvider(inTransaction::getConnection)
        .transactionManager(transactions(pool))
        .eventSerializer(serializer)
        .snapshotSerializer(serializer)
        .snapshotFilter(RevisionSnapshotFilter.builder().type(snapshots).revision(revision).build())
        .gapTimeout((int) gapTimeout.toMillis())
        .build();
  }

  @Override
  public TransactionManager transactions(DataSource pool) {
    var spring = new JdbcTransactionManager(pool);
    return () -> new SpringTransaction(spring, spring.getTransaction(joining()));
  }

  private static DefaultTransactionDefinition joining() {
    return new DefaultTransactionDefinition();
  }

  @Override
  public String table() {
    return "DomainEventEntry";
  }

  @Override
  public String streamColumn() {
    return "aggregateIdentifier";
  }

  /// As in Axon's `SpringTransactionManager`, whose module is not needed for anything else here.
  private record SpringTransaction(PlatformTransactionManager manager, TransactionStatus status)
      implements Transaction {

    @Override
    public void commit() {
      if (!status.isCompleted()) {
        manager.commit(status);
      }
    }

    @Override
    public void rollback() {
      if (!status.isCompleted()) {
        manager.rollback(status);
      }
    }
  }
}
