package io.daybook.payment.projection;

import io.daybook.kernel.projection.ReadModel;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The read models of payments.
@Configuration(proxyBeanMethods = false)
public class PaymentProjections {

  @Bean
  ReadModel paymentProjection() {
    return new PaymentProjection();
  }
}
