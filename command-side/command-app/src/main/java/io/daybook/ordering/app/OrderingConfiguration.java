package io.daybook.ordering.app;

import io.daybook.kernel.app.Endpoints;
import io.daybook.kernel.app.RejectionKinds;
import io.daybook.kernel.app.ShellFactory;
import io.daybook.kernel.app.Shells;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Ordering's place in the command side.
@Configuration(proxyBeanMethods = false)
public class OrderingConfiguration {

  @Bean
  Shells<OrderAggregate> orders(ShellFactory shells) {
    return shells.commanded(OrderAggregate.class, OrderAggregate::new);
  }

  @Bean
  Shells<CreditNoteAggregate> creditNotes(ShellFactory shells) {
    return shells.commanded(CreditNoteAggregate.class, CreditNoteAggregate::new);
  }

  @Bean
  Endpoints orderEndpoints() {
    return new OrderEndpoints(Clock.systemUTC());
  }

  @Bean
  RejectionKinds orderingRejectionKinds() {
    return new OrderingRejectionKinds();
  }
}
