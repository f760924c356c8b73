package io.daybook.cart.view;

import io.daybook.kernel.view.LiveStreams;
import io.daybook.kernel.view.Progress;
import io.daybook.kernel.view.Shelves;
import io.daybook.kernel.view.TimeTravel;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Questions about carts.
@Configuration(proxyBeanMethods = false)
public class CartQueries {

  @Bean
  CartEndpoint cartViewEndpoint(
      @Qualifier("viewsJdbc") JdbcClient views,
      @Qualifier("tablesProgress") Progress tables,
      Shelves shelves,
      TimeTravel past,
      LiveStreams streams) {
    return new CartEndpoint(
        new CartViews(views), tables, shelves, past, streams, new LiveCarts(views));
  }
}
