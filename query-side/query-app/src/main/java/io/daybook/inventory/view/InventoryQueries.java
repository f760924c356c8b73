package io.daybook.inventory.view;

import io.daybook.kernel.view.Progress;
import io.daybook.kernel.view.Shelves;
import io.daybook.kernel.view.TimeTravel;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Questions about stock.
@Configuration(proxyBeanMethods = false)
public class InventoryQueries {

  @Bean
  StockEndpoint stockViewEndpoint(
      @Qualifier("viewsJdbc") JdbcClient views,
      @Qualifier("tablesProgress") Progress tables,
      Shelves shelves,
      TimeTravel past) {
    return new StockEndpoint(new StockViews(views), tables, shelves, past);
  }
}
