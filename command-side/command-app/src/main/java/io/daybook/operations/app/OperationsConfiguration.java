package io.daybook.operations.app;

import io.daybook.kernel.app.ShellFactory;
import io.daybook.kernel.app.Shells;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Operations' place in the command side.
@Configuration(proxyBeanMethods = false)
public class OperationsConfiguration {

  @Bean
  Shells<SkipAggregate> skippedEvents(ShellFactory shells) {
    return shells.commanded(SkipAggregate.class, SkipAggregate::new);
  }
}
