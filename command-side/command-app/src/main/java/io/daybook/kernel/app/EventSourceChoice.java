package io.daybook.kernel.app;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/// Where sagas and projections read the log: `daybook.events.source` is `log` or `kafka`. Both are
/// beans; the chosen one goes by the name of `eventSource` as well.
final class EventSourceChoice implements ImportBeanDefinitionRegistrar, EnvironmentAware {

  private static final String PROPERTY = "daybook.events.source";
  private static final String NAME = "eventSource";

  private Environment environment;

  @SuppressWarnings("NullAway.Init")
  EventSourceChoice() {}

  @Override
  public void setEnvironment(Environment given) {
    environment = given;
  }

  @Override
  public void registerBeanDefinitions(
      AnnotationMetadata importing, BeanDefinitionRegistry registry) {
    String source = environment.getProperty(PROPERTY, "log");
    switch (source) {
      case "log" -> registry.registerAlias("eventLog", NAME);
      case "kafka" -> registry.registerAlias("kafkaEventSource", NAME);
      default ->
          throw new IllegalArgumentException(
              "%s is log or kafka, not %s".formatted(PROPERTY, source));
    }
  }
}
