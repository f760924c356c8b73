package io.daybook.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The log on Kafka.
///
/// @param bootstrapServers where the cluster is; nothing is published when it is absent
/// @param publish whether this process may be the publisher
/// @param prefix of the topics' names, of the publisher's transactional id and of `ce_source`
/// @param partitions of a topic that is made; never changed afterwards
/// @param replication of a topic that is made; -1 takes the cluster's default
/// @param batch most events in one transaction, which only one who is behind comes to
/// @param watermarkEvery how far apart watermarks are at least, on partitions that are behind; at
///   least 5 s while there is more than a batch to publish
/// @param takeOverAfter how long the topics stand still, while the log goes on, before a publisher
///   that had stepped back takes over
/// @param client more settings of all clients, such as `security.protocol`
@ConfigurationProperties("daybook.kafka")
public record KafkaSettings(
    @Nullable String bootstrapServers,
    @DefaultValue("true") boolean publish,
    @DefaultValue("daybook") String prefix,
    @DefaultValue("4") int partitions,
    @DefaultValue("-1") short replication,
    @DefaultValue("40000") int batch,
    @DefaultValue("100ms") Duration watermarkEvery,
    @DefaultValue("10s") Duration takeOverAfter,
    @DefaultValue Map<String, String> client) {

  /// In bytes.
  static final int LARGEST_RECORD = 8 << 20;

  /// Settings of a cluster that is reached without a password.
  public static KafkaSettings of(String bootstrapServers) {
    return new KafkaSettings(
        bootstrapServers,
        true,
        "daybook",
        4,
        (short) -1,
        40_000,
        Duration.ofMillis(100),
        Duration.ofSeconds(10),
        Map.of());
  }

  public KafkaSettings withTakeOverAfter(Duration standstill) {
    return new KafkaSettings(
        bootstrapServers,
        publish,
        prefix,
        partitions,
        replication,
        batch,
        watermarkEvery,
        standstill,
        client);
  }

  public KafkaSettings withPrefix(String newPrefix) {
    return new KafkaSettings(
        bootstrapServers,
        publish,
        newPrefix,
        partitions,
        replication,
        batch,
        watermarkEvery,
        takeOverAfter,
        client);
  }

  /// What every client is made with.
  ///
  /// @throws IllegalStateException when no cluster is named
  Map<String, Object> clients() {
    if (bootstrapServers == null) {
      throw new IllegalStateException("daybook.kafka.bootstrap-servers is not set");
    }
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    settings.put("enable.metrics.push", false);
    return settings;
  }

  /// What consumers are made with, beyond [#clients]: they see what was committed, all of it.
  Map<String, Object> readers() {
    Map<String, Object> settings = clients();
    settings.put("isolation.level", "read_committed");
    // Whoever asks for an offset that is gone must hear of it: nothing is passed over.
    settings.put("auto.offset.reset", "none");
    settings.put("enable.auto.commit", false);
    settings.put("check.crcs", true);
    settings.put("fetch.max.wait.ms", 100);
    settings.put("default.api.timeout.ms", 15_000);
    settings.put("max.partition.fetch.bytes", 1 << 20);
    settings.put("fetch.max.bytes", 8 << 20);
    settings.put("max.poll.records", 2_000);
    return settings;
  }

  /// What the publisher's producer is made with, beyond [#clients].
  Map<String, Object> producer() {
    Map<String, Object> settings = clients();
    settings.put("transactional.id", prefix + ".publisher");
    settings.put("acks", "all");
    settings.put("compression.type", "lz4");
    settings.put("batch.size", 1 << 17);
    settings.put("max.request.size", LARGEST_RECORD);
    settings.put("linger.ms", 20);
    // The marks of one transaction may still be on their way when the next one begins.
    settings.put("retry.backoff.ms", 10);
    settings.put("max.block.ms", 15_000);
    settings.put("delivery.timeout.ms", 20_000);
    settings.put("request.timeout.ms", 10_000);
    // Who crashes leaves readers waiting at an open transaction for so long, unless a successor
    // ends it.
    settings.put("transaction.timeout.ms", 30_000);
    return settings;
  }
}
