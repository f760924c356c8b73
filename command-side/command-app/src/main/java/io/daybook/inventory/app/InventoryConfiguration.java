package io.daybook.inventory.app;

import io.daybook.kernel.app.Endpoints;
import io.daybook.kernel.app.RejectionKinds;
import io.daybook.kernel.app.ShellFactory;
import io.daybook.kernel.app.Shells;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Inventory's place in the command side.
@Configuration(proxyBeanMethods = false)
public class InventoryConfiguration {

  @Bean
  Shells<StockItemAggregate> stockItems(ShellFactory shells) {
    return shells.commanded(StockItemAggregate.class, StockItemAggregate::new);
  }

  @Bean
  Shells<ReservationAggregate> reservations(ShellFactory shells) {
    return shells.loaded(ReservationAggregate.class, ReservationAggregate::new);
  }

  @Bean
  ReservationHandler reservationHandler(
      ShellFactory shells,
      Shells<ReservationAggregate> reservations,
      Shells<StockItemAggregate> stock) {
    return shells.subscribed(new ReservationHandler(reservations, stock));
  }

  @Bean
  Endpoints stockEndpoints() {
    return new StockEndpoints();
  }

  @Bean
  RejectionKinds inventoryRejectionKinds() {
    return new InventoryRejectionKinds();
  }
}
