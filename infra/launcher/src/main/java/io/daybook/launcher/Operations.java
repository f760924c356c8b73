package io.daybook.launcher;

import io.daybook.audit.projection.Audit;
import io.daybook.axon.LogProcessor;
import io.daybook.eventstore.EventLog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// What operators look at: the log, who follows it, health and metrics.
@Configuration(proxyBeanMethods = false)
@Import({
  AuditEndpoint.class,
  EventStreamEndpoint.class,
  LogEndpoint.class,
  ProcessorsEndpoint.class
})
class Operations {

  /// Up while the log can be read.
  @Bean
  HealthIndicator logHealthIndicator(EventLog log) {
    return () -> {
      log.read(log.head(), 1);
      return Health.up().withDetail("head", log.head()).build();
    };
  }

  /// Up while nobody who follows the log is stopped by a failure.
  @Bean
  HealthIndicator processorsHealthIndicator(ObjectProvider<LogProcessor> processors) {
    return () -> {
      Map<String, String> failures =
          processors.stream()
              .filter(it -> it.failure().isPresent())
              .collect(Collectors.toMap(LogProcessor::name, it -> it.failure().orElseThrow()));
      return failures.isEmpty() ? Health.up().build() : Health.down().withDetails(failures).build();
    };
  }

  @Bean
  StockRepair stockRepair(CommandGateway gateway) {
    return new StockRepair(gateway);
  }

  @Bean
  MeterBinder auditMeters(Audit audit) {
    return new AuditMeters(audit);
  }

  @Bean
  MeterBinder lagMeters(EventLog log, ObjectProvider<LogProcessor> processors) {
    return registry ->
        processors.stream()
            .forEach(it ->
                Gauge.builder("daybook.processor.lag", () -> log.head() - it.position())
                    .description("Positions between a processor and the head of the log")
                    .tag("processor", it.name())
                    .register(registry));
  }
}
