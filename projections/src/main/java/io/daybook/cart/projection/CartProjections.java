package io.daybook.cart.projection;

import io.daybook.kernel.projection.ReadModel;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The read models of carts.
@Configuration(proxyBeanMethods = false)
public class CartProjections {

  @Bean
  ReadModel cartProjection() {
    return new CartProjection();
  }
}
