package io.daybook.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the topics that are missing. One that is there with other settings is reported and left as
/// it is: somebody may mean it, and a change of partitions would tear keys apart.
final class TopicMaker {

  private static final Logger log = LoggerFactory.getLogger(TopicMaker.class);

  /// What a topic is made with. Kept for ever, never compacted: two events of one key are two
  /// events. Packed as the publisher packs it.
  static final Map<String, String> SETTINGS =
      Map.of(
          "cleanup.policy", "delete",
          "retention.ms", "-1",
          "retention.bytes", "-1",
          "compression.type", "producer",
          "max.message.bytes", String.valueOf(KafkaSettings.LARGEST_RECORD),
          "message.timestamp.type", "CreateTime");

  private static final int LOOKS = 100;
  private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

  private final KafkaSettings settings;
  private final Topics topics;

  TopicMaker(KafkaSettings settings, Topics topics) {
    this.settings = settings;
    this.topics = topics;
  }

  /// Makes what is missing.
  ///
  /// @return a sentence for each setting of a topic that is not as stated
  /// @throws KafkaException when the cluster can't be asked
  List<String> make() throws InterruptedException {
    Map<String, Object> client = settings.clients();
    client.put("default.api.timeout.ms", 15_000);
    client.put("request.timeout.ms", 10_000);
    try (Admin admin = Admin.create(client)) {
      Set<String> there = admin.listTopics().names().get();
      List<String> missing = topics.names().stream().filter(it -> !there.contains(it)).toList();
      make(admin, missing);
      List<String> older = topics.names().stream().filter(there::contains).toList();
      List<String> differences = differences(admin, older);
      differences.forEach(it -> log.warn("{}", it));
      return differences;
    } catch (ExecutionException failed) {
      throw new KafkaException("The topics can't be made or looked at", failed.getCause());
    }
  }

  private void make(Admin admin, List<String> names)
      throws ExecutionException, InterruptedException {
    List<NewTopic> made =
        names.stream()
            .map(it ->
                new NewTopic(it, settings.partitions(), settings.replication()).configs(SETTINGS))
            .toList();
    for (var topic : admin.createTopics(made).values().entrySet()) {
      try {
        topic.getValue().get();
        log.info("Made the topic {} with {} partitions", topic.getKey(), settings.partitions());
      } catch (ExecutionException failed) {
        if (!(failed.getCause() instanceof TopicExistsException)) {
          throw failed;
        }
      }
    }
    awaitKnown(admin, names);
  }

  /// A topic is made before all brokers know it.
  private static void awaitKnown(Admin admin, List<String> names)
      throws ExecutionException, InterruptedException {
    for (int look = 1; ; look++) {
      try {
        admin.describeTopics(names).allTopicNames().get();
        return;
      } catch (ExecutionException failed) {
        if (look == LOOKS || !(failed.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw failed;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private List<String> differences(Admin admin, List<String> names)
      throws ExecutionException, InterruptedException {
    List<String> differences = new ArrayList<>();
    for (TopicDescription topic : admin.describeTopics(names).allTopicNames().get().values()) {
      int partitions = topic.partitions().size();
      if (partitions != settings.partitions()) {
        differences.add(
            "The topic %s has %d partitions, not %d as stated; it is left so"
                .formatted(topic.name(), partitions, settings.partitions()));
      }
    }
    List<ConfigResource> resources =
        names.stream().map(it -> new ConfigResource(ConfigResource.Type.TOPIC, it)).toList();
    admin
        .describeConfigs(resources)
        .all()
        .get()
        .forEach((topic, config) ->
            SETTINGS.forEach((name, stated) -> {
              var entry = config.get(name);
              if (entry != null && !stated.equals(entry.value())) {
                differences.add(
                    "The topic %s has %s=%s, not %s as stated; it is left so"
                        .formatted(topic.name(), name, entry.value(), stated));
              }
            }));
    return differences;
  }
}
