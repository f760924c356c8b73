package io.daybook.launcher;

import io.daybook.checkout.saga.CheckoutSagas;
import io.daybook.kernel.app.CommandSide;
import io.daybook.kernel.projection.Projections;
import io.daybook.kernel.view.QuerySide;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/// All sides of Daybook in one process: its imports are the deployment diagram.
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
  CommandSide.class,
  CheckoutSagas.class,
  Projections.class,
  QuerySide.class,
  Operations.class
})
class Daybook {}
