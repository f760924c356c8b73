package io.daybook.launcher;

import io.daybook.checkout.saga.CheckoutSagas;
import io.daybook.kafka.KafkaConfiguration;
import io.daybook.kernel.app.CommandSide;
import io.daybook.kernel.projection.PastProjections;
import io.daybook.kernel.projection.Projections;
import io.daybook.kernel.view.QuerySide;
import io.daybook.streams.StreamsConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.annotation.Import;

/// All sides of Daybook in one process: its imports are the deployment diagram.
///
/// Each side brings the connections to its own database, so there is none that could be everybody's
/// default.
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
    exclude = {
      DataSourceAutoConfiguration.class,
      DataSourceTransactionManagerAutoConfiguration.class,
      FlywayAutoConfiguration.class,
      JdbcClientAutoConfiguration.class,
      JdbcTemplateAutoConfiguration.class
    })
@Import({
  CommandSide.class,
  CheckoutSagas.class,
  PastProjections.class,
  Projections.class,
  QuerySide.class,
  StreamsConfiguration.class,
  KafkaConfiguration.class,
  Operations.class
})
class Daybook {}
