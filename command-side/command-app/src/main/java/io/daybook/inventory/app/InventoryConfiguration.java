package io.daybook.inventory.app;

import io.daybook.axon.SnapshotType;
import io.daybook.inventory.domain.StockItem;
import io.daybook.kernel.app.Endpoints;
import io.daybook.kernel.app.RejectionKinds;
import io.daybook.kernel.app.ShellFactory;
import io.daybook.kernel.app.Shells;
import io.daybook.kernel.app.SnapshotPolicy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Inventory's place in the command side.
@Configuration(proxyBeanMethods = false)
public class InventoryConfiguration {

  /// A sku that sells well has thousands of events.
  @Bean
  SnapshotPolicy stockItemSnapshots() {
    return new SnapshotPolicy(
        StockItemAggregate.class,
        new SnapshotType("inventory.stock-item-state", 1, StockItem.class),
        200);
  }

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
