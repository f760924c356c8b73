package io.daybook.inventory.projection;

import io.daybook.kernel.projection.ReadModel;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The read models of stock.
@Configuration(proxyBeanMethods = false)
public class InventoryProjections {

  @Bean
  public ReadModel stockLevelProjection() {
    return new StockLevelProjection();
  }
}
