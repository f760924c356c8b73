package io.daybook.kernel.app;

import io.daybook.cart.app.CartConfiguration;
import io.daybook.catalog.app.CatalogConfiguration;
import io.daybook.customer.app.CustomerConfiguration;
import io.daybook.inventory.app.InventoryConfiguration;
import io.daybook.operations.app.OperationsConfiguration;
import io.daybook.ordering.app.OrderingConfiguration;
import io.daybook.payment.app.PaymentConfiguration;
import io.daybook.payment.stripe.StripeConfiguration;
import io.daybook.web.WebConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// The command side: everything that a process needs in order to take commands.
@Configuration(proxyBeanMethods = false)
@Import({
  EventLogConfiguration.class,
  CommandBusConfiguration.class,
  WebConfiguration.class,
  CatalogConfiguration.class,
  InventoryConfiguration.class,
  CartConfiguration.class,
  OrderingConfiguration.class,
  PaymentConfiguration.class,
  StripeConfiguration.class,
  CustomerConfiguration.class,
  OperationsConfiguration.class
})
public class CommandSide {}
