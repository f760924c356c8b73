package io.daybook.checkout.saga;

import io.daybook.axon.Lanes;
import io.daybook.axon.LogProcessor;
import io.daybook.axon.QuarantineTable;
import io.daybook.axon.ReaderPosition;
import io.daybook.axon.SequencedReader;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// What follows for orders whose checkout is over, on the database `sagas`.
@Configuration(proxyBeanMethods = false)
public class OrderAftercare {

  @Bean(initMethod = "start")
  SequencedReader aftercareReader(
      @Qualifier("eventSource") StreamableMessageSource<TrackedEventMessage<?>> eventLog,
      SagaCommands commands,
      @Qualifier("sagasJdbc") JdbcClient sagas,
      @Qualifier("sagasTransactions") TransactionTemplate transactions,
      Lanes lanes,
      CheckoutSettings settings) {
    return new SequencedReader(
        eventLog,
        new Aftercare(commands),
        new ReaderPosition(sagas, CheckoutSagas.SCHEMA, CheckoutSagas.AFTERCARE),
        new QuarantineTable(sagas, CheckoutSagas.SCHEMA, CheckoutSagas.AFTERCARE),
        transactions,
        lanes,
        settings.attempts(),
        settings.patience());
  }

  @Bean(destroyMethod = "")
  LogProcessor aftercareProcessor(
      @Qualifier("eventSource") StreamableMessageSource<TrackedEventMessage<?>> eventLog,
      @Qualifier("aftercareReader") SequencedReader reader) {
    return new LogProcessor(CheckoutSagas.AFTERCARE, eventLog, reader, CheckoutSagas.MAX_BATCH);
  }
}
