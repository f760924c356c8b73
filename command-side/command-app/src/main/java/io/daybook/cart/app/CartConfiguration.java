package io.daybook.cart.app;

import io.daybook.axon.LogProcessor;
import io.daybook.eventstore.LogEventStore;
import io.daybook.kernel.app.CommandTables;
import io.daybook.kernel.app.Endpoints;
import io.daybook.kernel.app.RejectionKinds;
import io.daybook.kernel.app.ShellFactory;
import io.daybook.kernel.app.Shells;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The cart's place in the command side.
@Configuration(proxyBeanMethods = false)
public class CartConfiguration {

  @Bean
  Shells<CartAggregate> carts(ShellFactory shells) {
    return shells.commanded(CartAggregate.class, CartAggregate::new);
  }

  @Bean
  PriceList priceList(CommandTables tables) {
    return new PriceList(tables);
  }

  @Bean(initMethod = "start")
  LogProcessor priceListReader(LogEventStore eventLog, PriceList priceList) {
    return new LogProcessor(PriceList.READER, eventLog, priceList, 1_000);
  }

  @Bean
  Endpoints cartEndpoints(PriceList priceList, LogEventStore eventLog) {
    return new CartEndpoints(priceList, eventLog);
  }

  @Bean
  RejectionKinds cartRejectionKinds() {
    return new CartRejectionKinds();
  }
}
