package io.daybook.customer.projection;

import io.daybook.kernel.projection.ReadModel;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The read models of customers.
@Configuration(proxyBeanMethods = false)
public class CustomerProjections {

  @Bean
  ReadModel customerProjection() {
    return new CustomerProjection();
  }
}
