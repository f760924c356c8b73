package io.daybook.checkout.saga;

import io.daybook.axon.Lanes;
import io.daybook.axon.LogProcessor;
import io.daybook.axon.Quarantine;
import io.daybook.axon.QuarantineTable;
import io.daybook.axon.ReaderPosition;
import io.daybook.checkout.process.CartIdleness;
import java.time.Clock;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// How carts that nobody touches are forgotten, on the database `sagas`.
@Configuration(proxyBeanMethods = false)
public class CartAbandonment {

  @Bean
  IdleCartTable idleCartTable(@Qualifier("sagasJdbc") JdbcClient sagas) {
    return new IdleCartTable(sagas);
  }

  @Bean(defaultCandidate = false)
  QuarantineTable idleCartQuarantineTable(@Qualifier("sagasJdbc") JdbcClient sagas) {
    return new QuarantineTable(sagas, CheckoutSagas.SCHEMA, CheckoutSagas.IDLE_CARTS);
  }

  @Bean
  IdleCarts idleCarts(
      CheckoutSettings settings,
      SagaCommands commands,
      IdleCartTable table,
      @Qualifier("idleCartQuarantineTable") QuarantineTable quarantine,
      @Qualifier("sagasJdbc") JdbcClient sagas,
      @Qualifier("sagasTransactions") TransactionTemplate transactions,
      Lanes lanes) {
    return new IdleCarts(
        new CartIdleness(settings.cartIdleTimeout()),
        commands,
        table,
        quarantine,
        new ReaderPosition(sagas, CheckoutSagas.SCHEMA, CheckoutSagas.IDLE_CARTS),
        transactions,
        lanes,
        Clock.systemUTC());
  }

  @Bean
  Quarantine idleCartQuarantine(
      IdleCarts carts,
      IdleCartTable table,
      @Qualifier("idleCartQuarantineTable") QuarantineTable quarantine,
      @Qualifier("sagasTransactions") TransactionTemplate transactions) {
    return new IdleCartQuarantine(carts, table, quarantine, transactions);
  }

  @Bean(destroyMethod = "")
  LogProcessor idleCartProcessor(
      @Qualifier("eventSource") StreamableMessageSource<TrackedEventMessage<?>> eventLog,
      IdleCarts reader) {
    return new LogProcessor(CheckoutSagas.IDLE_CARTS, eventLog, reader, CheckoutSagas.MAX_BATCH);
  }
}
