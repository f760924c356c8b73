package io.daybook.ledger.projection;

import io.daybook.kernel.projection.ReadModel;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The read model of the money ledger.
@Configuration(proxyBeanMethods = false)
public class LedgerProjections {

  @Bean
  ReadModel ledgerProjection() {
    return new LedgerProjection();
  }
}
