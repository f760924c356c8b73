package io.daybook.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daybook.axon.EventSerializer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.PostgresTokenTableFactory;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Axon's own processors on the topics, their segments moving from node to node.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RebalancingIT {

  private static final Duration SOON = Duration.ofSeconds(40);
  private static final int SEGMENTS = 4;

  @RegisterExtension private static final Servers SERVERS = new Servers();

  private final Map<String, Queue<Long>> heard = new ConcurrentHashMap<>();

  @Test
  void every_aggregate_is_heard_in_order_while_segments_move_between_nodes() {
    try (Shop shop = SERVERS.shop();
        KafkaPublisher publisher =
            new KafkaPublisher(shop.log(), SERVERS.settings(), new SimpleMeterRegistry())) {
      publisher.start();
      await().atMost(SOON).until(publisher::isActive);
      PooledStreamingEventProcessor one = processor("one");
      PooledStreamingEventProcessor two = processor("two");
      one.start();
      shop.happen(300);
      await().atMost(SOON).until(() -> one.processingStatus().size() == SEGMENTS);
      two.start();
      shop.happen(300);
      one.releaseSegment(0);
      one.releaseSegment(1);
      await().atMost(SOON).until(() -> two.processingStatus().size() == 2);
      shop.happen(300);
      one.shutDown();
      await().atMost(SOON).until(() -> two.processingStatus().size() == SEGMENTS);
      shop.happen(300);

      Map<String, Long> lengths = new ConcurrentHashMap<>();
      shop.all().forEach(it -> lengths.merge(it.stream(), it.version(), Math::max));
      await().atMost(SOON).until(() -> lengths.equals(heardInOrder()));
      two.shutDown();
    }
  }

  /// Up to which version each aggregate was heard, none left out; a segment that moves may begin
  /// again a little earlier.
  private Map<String, Long> heardInOrder() {
    Map<String, Long> lengths = new ConcurrentHashMap<>();
    heard.forEach((aggregate, versions) -> {
      long last = 0;
      for (long version : versions) {
        assertThat(version).as(aggregate).isLessThanOrEqualTo(last + 1);
        last = Math.max(last, version);
      }
      lengths.put(aggregate, last);
    });
    return lengths;
  }

  private PooledStreamingEventProcessor processor(String node) {
    KafkaEventSource source =
        new KafkaEventSource(
            SERVERS.settings(), EventSerializer.ofAllEvents(), NoOpEventUpcaster.INSTANCE);
    return PooledStreamingEventProcessor.builder()
        .name("listener")
        .messageSource(source)
        .eventHandlerInvoker(
            SimpleEventHandlerInvoker.builder().eventHandlers(List.of(new Listener())).build())
        .tokenStore(tokens(node))
        .transactionManager(NoTransactionManager.INSTANCE)
        .coordinatorExecutor(name -> Executors.newScheduledThreadPool(1, named(node, name)))
        .workerExecutor(name -> Executors.newScheduledThreadPool(2, named(node, name)))
        .initialSegmentCount(SEGMENTS)
        .initialToken(StreamableMessageSource::createTailToken)
        .tokenClaimInterval(500)
        .build();
  }

  private static ThreadFactory named(String node, String name) {
    return Thread.ofPlatform().daemon().name(node + "-" + name).factory();
  }

  private static JdbcTokenStore tokens(String node) {
    DataSource database = SERVERS.dataSource();
    JdbcTokenStore store =
        JdbcTokenStore.builder()
            .connectionProvider(database::getConnection)
            .serializer(Jackson3Serializer.builder().build())
            .nodeId(node)
            .build();
    if (node.equals("one")) {
      store.createSchema(PostgresTokenTableFactory.INSTANCE);
    }
    return store;
  }

  /// Takes down what it hears.
  final class Listener {

    @EventHandler
    void on(Object payload, EventMessage<?> message) {
      DomainEventMessage<?> event = (DomainEventMessage<?>) message;
      heard
          .computeIfAbsent(event.getAggregateIdentifier(), _ -> new ConcurrentLinkedQueue<>())
          .add(event.getSequenceNumber() + 1);
    }
  }
}
