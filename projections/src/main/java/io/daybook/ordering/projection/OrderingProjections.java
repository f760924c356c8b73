package io.daybook.ordering.projection;

import io.daybook.kernel.projection.ReadModel;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/// The read models of orders, credit notes and sales. Sales read what orders have written.
@Configuration(proxyBeanMethods = false)
public class OrderingProjections {

  @Bean
  @Order(1)
  ReadModel orderProjection() {
    return new OrderProjection();
  }

  @Bean
  @Order(2)
  ReadModel salesProjection() {
    return new SalesProjection();
  }

  @Bean
  ReadModel orderTimelineProjection() {
    return new OrderTimelineProjection();
  }

  @Bean
  ReadModel creditNoteProjection() {
    return new CreditNoteProjection();
  }
}
