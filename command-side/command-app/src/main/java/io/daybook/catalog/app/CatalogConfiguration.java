package io.daybook.catalog.app;

import io.daybook.kernel.app.Endpoints;
import io.daybook.kernel.app.RejectionKinds;
import io.daybook.kernel.app.ShellFactory;
import io.daybook.kernel.app.Shells;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The catalogue's place in the command side.
@Configuration(proxyBeanMethods = false)
public class CatalogConfiguration {

  @Bean
  Shells<ProductAggregate> productShells(ShellFactory shells) {
    return shells.commanded(ProductAggregate.class, ProductAggregate::new);
  }

  @Bean
  Endpoints productEndpoints() {
    return new ProductEndpoints();
  }

  @Bean
  RejectionKinds productRejectionKinds() {
    return new ProductRejectionKinds();
  }
}
