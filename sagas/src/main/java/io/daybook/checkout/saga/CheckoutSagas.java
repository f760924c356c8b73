package io.daybook.checkout.saga;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.daybook.axon.Lanes;
import io.daybook.axon.LogProcessor;
import io.daybook.axon.Quarantine;
import io.daybook.axon.QuarantineTable;
import io.daybook.axon.ReaderPosition;
import io.daybook.checkout.process.CheckoutProcess;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Everything the checkout does by itself, on the database `sagas`.
///
/// Needs from its surroundings a [CommandGateway] and the event log, a bean named `eventLog`. Its
/// readers are [LogProcessor] beans.
@Configuration(proxyBeanMethods = false)
@Import({OrderAftercare.class, CartAbandonment.class})
@EnableConfigurationProperties({CheckoutSettings.class, SagasDatabase.class})
public class CheckoutSagas {

  /// The reader that runs checkouts.
  public static final String CHECKOUTS = "sagas.checkout.orders";

  /// The reader that looks after orders whose checkout is over.
  public static final String AFTERCARE = "sagas.checkout.aftercare";

  /// The reader that waits for idle carts.
  public static final String IDLE_CARTS = "sagas.checkout.idle-carts";

  static final String SCHEMA = "public";
  static final int MAX_BATCH = 2_000;

  @Bean(defaultCandidate = false)
  HikariDataSource sagasDataSource(SagasDatabase database) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("sagas");
    pool.setJdbcUrl(database.url());
    pool.setUsername(database.username());
    pool.setPassword(database.password());
    // Three readers, two lookouts and the scheduler's own housekeeping.
    pool.setMaximumPoolSize(8);
    pool.setMinimumIdle(2);
    HikariDataSource sagas = new HikariDataSource(pool);
    Flyway.configure().dataSource(sagas).locations("classpath:db/sagas").load().migrate();
    return sagas;
  }

  @Bean(defaultCandidate = false)
  JdbcClient sagasJdbc(@Qualifier("sagasDataSource") DataSource sagas) {
    return JdbcClient.create(sagas);
  }

  @Bean(defaultCandidate = false)
  TransactionTemplate sagasTransactions(@Qualifier("sagasDataSource") DataSource sagas) {
    return new TransactionTemplate(new JdbcTransactionManager(sagas));
  }

  @Bean
  SagaCommands sagaCommands(CommandGateway gateway, CheckoutSettings settings) {
    return new SagaCommands(gateway, settings.answerTimeout());
  }

  @Bean
  Lanes sagaLanes(CheckoutSettings settings) {
    return new Lanes(settings.lanes());
  }

  @Bean
  CheckoutTable checkoutTable(@Qualifier("sagasJdbc") JdbcClient sagas) {
    return new CheckoutTable(sagas);
  }

  @Bean
  QuarantineTable checkoutQuarantineTable(@Qualifier("sagasJdbc") JdbcClient sagas) {
    return new QuarantineTable(sagas, SCHEMA, CHECKOUTS);
  }

  @Bean
  CheckoutHearing checkoutHearing(
      CheckoutSettings settings, SagaCommands commands, CheckoutTable table, Lanes lanes) {
    return new CheckoutHearing(
        new CheckoutProcess(settings.limits()), commands, table, lanes, settings.attempts());
  }

  @Bean
  CheckoutReader checkoutReader(
      CheckoutHearing hearing,
      CheckoutTable table,
      @Qualifier("checkoutQuarantineTable") QuarantineTable quarantine,
      @Qualifier("sagasJdbc") JdbcClient sagas,
      @Qualifier("sagasTransactions") TransactionTemplate transactions) {
    return new CheckoutReader(
        hearing,
        table,
        quarantine,
        new ReaderPosition(sagas, SCHEMA, CHECKOUTS),
        transactions,
        Clock.systemUTC());
  }

  @Bean
  Quarantine checkoutQuarantine(
      @Qualifier("eventSource") StreamableMessageSource<TrackedEventMessage<?>> eventLog,
      CheckoutHearing hearing,
      CheckoutTable table,
      @Qualifier("checkoutQuarantineTable") QuarantineTable quarantine,
      @Qualifier("sagasJdbc") JdbcClient sagas,
      @Qualifier("sagasTransactions") TransactionTemplate transactions) {
    return new CheckoutQuarantine(
        eventLog,
        hearing,
        table,
        quarantine,
        new ReaderPosition(sagas, SCHEMA, CHECKOUTS),
        transactions);
  }

  /// A saga that takes no step for long is stuck, or waits for somebody who is.
  @Bean
  MeterBinder stuckSagaMeter(CheckoutTable table) {
    return registry ->
        Gauge.builder("daybook.sagas.stuck", () -> table.oldest().toMillis() / 1000.0)
            .description("How long the checkout without progress for longest has had none")
            .baseUnit("seconds")
            .register(registry);
  }

  @Bean(destroyMethod = "")
  LogProcessor checkoutProcessor(
      @Qualifier("eventSource") StreamableMessageSource<TrackedEventMessage<?>> eventLog,
      CheckoutReader reader) {
    return new LogProcessor(CHECKOUTS, eventLog, reader, MAX_BATCH);
  }

  @Bean
  SagaRunner sagaRunner(
      @Qualifier("checkoutProcessor") LogProcessor checkouts,
      @Qualifier("aftercareProcessor") LogProcessor aftercare,
      @Qualifier("idleCartProcessor") LogProcessor idleCarts,
      @Qualifier("sagasDataSource") DataSource sagas,
      CheckoutSettings settings,
      CheckoutReader checkoutReader,
      IdleCarts carts) {
    return new SagaRunner(
        List.of(checkouts, aftercare, idleCarts),
        sagas,
        settings.lookout(),
        checkoutReader::timeOut,
        carts::abandon);
  }
}
