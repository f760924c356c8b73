package io.daybook.bench.store;

import com.zaxxer.hikari.HikariDataSource;
import io.daybook.bench.Bed;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.jpa.DomainEventEntry;
import org.axonframework.eventsourcing.eventstore.jpa.JpaEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.SnapshotEventEntry;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.jspecify.annotations.Nullable;

/// Axon's JPA engine on Hibernate: each unit of work has an entity manager and a transaction.
final class StockJpa {

  static final String NAME = "stock-jpa";

  private StockJpa() {}

  /// As it comes: payloads are large objects, of which the table holds the numbers.
  static AxonNode asItComes(Bed bed, String database) {
    return on(bed, database, NAME + "-oid", null);
  }

  /// With payloads in `bytea`, as its users learn to do on PostgreSQL.
  static AxonNode withBytea(Bed bed, String database) {
    return on(bed, database, NAME + "-bytea", ByteaDialect.class);
  }

  private static AxonNode on(
      Bed bed, String database, String name, @Nullable Class<ByteaDialect> dialect) {
    HikariDataSource pool = bed.pool(database, false, "");
    HibernatePersistenceConfiguration unit = new HibernatePersistenceConfiguration(name);
    unit.managedClasses(DomainEventEntry.class, SnapshotEventEntry.class);
    unit.property("jakarta.persistence.nonJtaDataSource", pool);
    unit.property("hibernate.connection.provider_disables_autocommit", "true");
    unit.property("hibernate.hbm2ddl.auto", "create");
    if (dialect != null) {
      unit.property("hibernate.dialect", dialect.getName());
    }
    EntityManagerFactory factory = unit.createEntityManagerFactory();
    ThreadTransactions transactions = new ThreadTransactions(factory);
    Jackson3Serializer serializer = Jackson3Serializer.builder().build();
    EmbeddedEventStore store =
        EmbeddedEventStore.builder()
            .storageEngine(
                JpaEventStorageEngine.builder()
                    .entityManagerProvider(transactions::entityManager)
                    .transactionManager(transactions)
                    .eventSerializer(serializer)
                    .snapshotSerializer(serializer)
                    .build())
            .build();
    return new AxonNode(
        name,
        store,
        transactions,
        () -> {
          store.shutDown();
          factory.close();
          pool.close();
        });
  }

  /// One entity manager and one transaction for each thread that is in one; who begins another
  /// joins it.
  private static final class ThreadTransactions implements TransactionManager {

    private final EntityManagerFactory factory;

    /// Not static: two engines stand side by side.
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<EntityManager> current = new ThreadLocal<>();

    ThreadTransactions(EntityManagerFactory factory) {
      this.factory = factory;
    }

    EntityManager entityManager() {
      return current.get();
    }

    @Override
    public Transaction startTransaction() {
      if (current.get() != null) {
        return new Joined();
      }
      EntityManager manager = factory.createEntityManager();
      manager.getTransaction().begin();
      current.set(manager);
      return new Own(manager);
    }

    private record Joined() implements Transaction {

      @Override
      public void commit() {}

      @Override
      public void rollback() {}
    }

    private final class Own implements Transaction {

      private final EntityManager manager;

      Own(EntityManager manager) {
        this.manager = manager;
      }

      @Override
      public void commit() {
        end(() -> manager.getTransaction().commit());
      }

      @Override
      public void rollback() {
        end(() -> manager.getTransaction().rollback());
      }

      private void end(Runnable how) {
        current.remove();
        try (manager) {
          how.run();
        }
      }
    }
  }
}
