package io.daybook.launcher;

import io.daybook.audit.projection.Audit;
import io.daybook.audit.projection.OpenIncidents;
import io.daybook.axon.LogProcessor;
import io.daybook.axon.Quarantine;
import io.daybook.eventstore.EventLog;
import io.daybook.kernel.projection.ViewQuarantines;
import io.daybook.launcher.privacy.PrivacyOperations;
import io.daybook.web.ProblemCatalogue;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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
  LogEndpoint.class,
  PrivacyOperations.class,
  ProcessorsEndpoint.class,
  ProjectionsEndpoint.class,
  QuarantineEndpoint.class
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

  /// An order in quarantine is known to wait. One whose views are held isn't: it goes on.
  @Bean
  OpenIncidents openIncidents(ObjectProvider<Quarantine> quarantines) {
    return orders ->
        quarantines.stream()
            .flatMap(it -> it.held().stream())
            .map(Quarantine.Held::sequence)
            .filter(orders::contains)
            .collect(Collectors.toSet());
  }

  @Bean
  ProblemCatalogue operationsProblems() {
    return () ->
        List.of(
            ProjectionsEndpoint.NO_PROJECTION,
            ProjectionsEndpoint.NO_VERSION,
            ProjectionsEndpoint.PROJECTION_IS_BUSY,
            QuarantineEndpoint.NOT_HELD,
            QuarantineEndpoint.NOT_COMPENSATED,
            QuarantineEndpoint.NOT_NOW);
  }

  @Bean
  MeterBinder quarantineMeters(
      ObjectProvider<Quarantine> quarantines, ObjectProvider<ViewQuarantines> views) {
    Clock clock = Clock.systemUTC();
    return registry ->
        QuarantineEndpoint.all(quarantines, views)
            .forEach(it -> {
              Gauge.builder("daybook.quarantine.size", () -> it.held().size())
                  .description("Sequences that a reader could not take further")
                  .tag("reader", it.reader())
                  .register(registry);
              Gauge.builder("daybook.quarantine.age", () -> ageOf(it, clock).toSeconds())
                  .description("For how long the oldest of them has been held")
                  .baseUnit("seconds")
                  .tag("reader", it.reader())
                  .register(registry);
            });
  }

  private static Duration ageOf(Quarantine quarantine, Clock clock) {
    return quarantine.held().stream()
        .findFirst()
        .map(it -> Duration.between(it.since(), clock.instant()))
        .orElse(Duration.ZERO);
  }

  @Bean
  MeterBinder lagMeters(EventLog log, ObjectProvider<LogProcessor> processors) {
    return registry ->
        processors.stream()
            .forEach(it -> {
              Gauge.builder("daybook.processor.lag", () -> log.head() - it.position())
                  .description("Positions between a processor and the head of the log")
                  .tag("processor", it.name())
                  .register(registry);
              FunctionCounter.builder("daybook.processor.unknown", it, LogProcessor::unknown)
                  .description(
                      "Events that were passed over, since only a later release knows them")
                  .tag("processor", it.name())
                  .register(registry);
            });
  }
}
