package io.daybook.kafka;

import io.daybook.axon.EventSerializer;
import io.daybook.axon.EventUpcasters;
import io.daybook.eventstore.EventLog;
import io.daybook.privacy.SearchedStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/// The log on Kafka, where a cluster is named; and the way in from there, where it is chosen.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaSettings.class)
public class KafkaConfiguration {

  @Bean(initMethod = "start", destroyMethod = "close")
  @Conditional(ClusterIsNamed.class)
  @ConditionalOnProperty(name = "daybook.kafka.publish", matchIfMissing = true)
  KafkaPublisher kafkaPublisher(
      EventLog log, KafkaSettings settings, ObjectProvider<MeterRegistry> meters) {
    return new KafkaPublisher(log, settings, meters.getIfAvailable(SimpleMeterRegistry::new));
  }

  @Bean
  @Conditional(ClusterIsNamed.class)
  SearchedStore searchedTopics(KafkaSettings settings) {
    return new SearchedTopics(settings);
  }

  @Bean
  @ConditionalOnProperty(name = "daybook.events.source", havingValue = "kafka")
  KafkaEventSource kafkaEventSource(KafkaSettings settings) {
    return new KafkaEventSource(settings, EventSerializer.ofAllEvents(), EventUpcasters.all());
  }

  /// Asks whether it is named, not for the name: a server that is just being started has none yet.
  static final class ClusterIsNamed implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return context.getEnvironment().containsProperty("daybook.kafka.bootstrap-servers");
    }
  }
}
