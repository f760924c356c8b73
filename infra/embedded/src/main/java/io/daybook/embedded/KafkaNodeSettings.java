package io.daybook.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How an [EmbeddedKafka] runs.
///
/// @param home the layout made by `infra/kafka-node`; null looks for it
/// @param port where the broker listens on 127.0.0.1; 0 takes a free port
/// @param startWithin how long a start may take, recovery included
/// @param parameters broker settings by name, as in `server.properties`; they win over ours
public record KafkaNodeSettings(
    @Nullable Path home, int port, Duration startWithin, Map<String, String> parameters)
    implements ChildNode.Recipe {

  public KafkaNodeSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("Not a port: " + port);
    }
    parameters = Map.copyOf(parameters);
  }

  /// A free port and the settings of a small single node.
  public static KafkaNodeSettings defaults() {
    return new KafkaNodeSettings(null, 0, Duration.ofMinutes(2), Map.of());
  }

  public KafkaNodeSettings withPort(int newPort) {
    return new KafkaNodeSettings(home, newPort, startWithin, parameters);
  }

  /// Sets one more broker setting.
  public KafkaNodeSettings with(String parameter, String value) {
    var all = new LinkedHashMap<>(parameters);
    all.put(parameter, value);
    return new KafkaNodeSettings(home, port, startWithin, all);
  }

  @Override
  public String server() {
    return NodeHome.KAFKA.server();
  }

  @Override
  public Path ready(Path directory) {
    return directory.resolve("broker.address");
  }

  @Override
  public List<String> command(Path directory, int freePort) throws IOException {
    var layout = NodeHome.KAFKA.find(home);
    var properties = directory.resolve("server.properties");
    Files.createDirectories(directory.resolve("tmp"));
    Files.write(
        properties,
        brokerSettings(directory, freePort).entrySet().stream()
            .map(it -> it.getKey() + "=" + it.getValue().replace("\\", "\\\\"))
            .toList());
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        // A small heap compiled quickly: a development node has one shop to serve.
        "-Xms64m",
        "-Xmx384m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+ExitOnOutOfMemoryError",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-Djava.io.tmpdir=" + directory.resolve("tmp"),
        "-Dlog4j2.configurationFile=" + layout.resolve("config").resolve("log4j2.properties"),
        "-Dlog4j2.disable.jmx=true",
        "-cp",
        List.of("launcher", "lib").stream()
            .map(it -> layout.resolve(it).resolve("*").toString())
            .collect(Collectors.joining(":")),
        "io.daybook.kafkanode.KafkaNode",
        properties.toString(),
        ready(directory).toString());
  }

  private Map<String, String> brokerSettings(Path directory, int freePort) {
    var controller = Ports.free(0, server());
    var all = new LinkedHashMap<String, String>();
    all.put("process.roles", "broker,controller");
    all.put("node.id", "1");
    all.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
    all.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(freePort, controller));
    all.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + freePort);
    all.put("controller.listener.names", "CONTROLLER");
    all.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    all.put("log.dirs", directory.resolve("data").toString());
    all.put("auto.create.topics.enable", "false");
    // One node holds everything once.
    all.put("default.replication.factor", "1");
    all.put("offsets.topic.replication.factor", "1");
    all.put("offsets.topic.num.partitions", "4");
    all.put("share.coordinator.state.topic.replication.factor", "1");
    all.put("share.coordinator.state.topic.min.isr", "1");
    all.put("transaction.state.log.replication.factor", "1");
    all.put("transaction.state.log.min.isr", "1");
    all.put("transaction.state.log.num.partitions", "4");
    all.put("group.initial.rebalance.delay.ms", "0");
    // After a crash the controller waits for so long before the broker may come back.
    all.put("broker.session.timeout.ms", "2000");
    all.put("broker.heartbeat.interval.ms", "500");
    all.put("num.network.threads", "2");
    all.put("num.io.threads", "4");
    // The default takes 128 MiB of the heap for the cleaner alone.
    all.put("log.cleaner.dedupe.buffer.size", "8388608");
    all.putAll(parameters);
    return all;
  }
}
