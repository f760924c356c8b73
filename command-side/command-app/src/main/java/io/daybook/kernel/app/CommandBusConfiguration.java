package io.daybook.kernel.app;

import io.daybook.axon.LogProcessor;
import io.daybook.eventstore.LogEventStore;
import io.daybook.web.Contract;
import java.util.List;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// The command bus, and the way from HTTP to it. Axon's parts are put together by hand: its own
/// auto-configuration gets transactions wrong on this version of Spring Boot, silently.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CommandSettings.class)
public class CommandBusConfiguration {

  @Bean
  Contract commandContract() {
    return new Contract("openapi/command-api.yaml");
  }

  @Bean
  RejectionKinds requestRejectionKinds() {
    return new RequestRejectionKinds();
  }

  @Bean
  Rejections rejections(List<RejectionKinds> contexts) {
    return new Rejections(contexts);
  }

  @Bean
  CommandBus commandBus(
      LogEventStore eventLog, Rejections rejections, ClaimRefusals claimRefusals) {
    return new AnsweringCommandBus(eventLog, rejections, claimRefusals);
  }

  @Bean
  CommandGateway commandGateway(CommandBus commandBus) {
    return DefaultCommandGateway.builder().commandBus(commandBus).build();
  }

  @Bean
  ShellFactory shellFactory(
      LogEventStore eventLog,
      CommandBus commandBus,
      List<SnapshotPolicy> snapshots,
      CommandSettings settings) {
    return new ShellFactory(eventLog, commandBus, snapshots, settings.cachedAggregates());
  }

  @Bean
  OrderOutcomes orderOutcomes(LogEventStore eventLog) {
    return new OrderOutcomes(eventLog);
  }

  @Bean(initMethod = "start")
  LogProcessor orderOutcomeReader(LogEventStore eventLog, OrderOutcomes outcomes) {
    return new LogProcessor("command.ordering.outcomes", eventLog, outcomes, 1_000);
  }

  @Bean
  CommandDesk commandDesk(
      CommandGateway gateway,
      Contract commandContract,
      Rejections rejections,
      OrderOutcomes outcomes,
      LogEventStore eventLog,
      CommandSettings settings) {
    return new CommandDesk(
        gateway,
        commandContract,
        rejections,
        outcomes,
        () -> OrderOutcomes.headOf(eventLog),
        settings.mostAtOnce());
  }

  @Bean
  CommandRoutes commandRoutes(
      CommandDesk desk,
      List<Endpoints> contexts,
      @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
    return new CommandRoutes(
        desk, contexts.stream().flatMap(it -> it.endpoints().stream()).toList(), mappings);
  }

  @Bean
  CommandBatch commandBatch(CommandDesk desk, List<Endpoints> contexts, Contract commandContract) {
    return new CommandBatch(
        desk,
        new EndpointTable(contexts.stream().flatMap(it -> it.endpoints().stream()).toList()),
        commandContract);
  }
}
