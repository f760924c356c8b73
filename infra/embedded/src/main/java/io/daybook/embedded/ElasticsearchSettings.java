package io.daybook.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How an [EmbeddedElasticsearch] runs.
///
/// @param home the layout made by `infra/es-node`; null looks for it
/// @param port where its HTTP API listens on 127.0.0.1; 0 takes a free port
/// @param startWithin how long a start may take, recovery included
/// @param jvm flags of its JVM: heap, collector, compilers
/// @param parameters node settings by name, as in `elasticsearch.yml`; they win over ours
public record ElasticsearchSettings(
    @Nullable Path home,
    int port,
    Duration startWithin,
    List<String> jvm,
    Map<String, String> parameters)
    implements ChildNode.Recipe {

  /// A small heap compiled quickly: a development node has one shop to serve.
  private static final List<String> SMALL =
      List.of("-Xms256m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private static final List<String> LARGE = List.of("-Xms1g", "-Xmx1g", "-XX:+UseSerialGC");

  public ElasticsearchSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("Not a port: " + port);
    }
    jvm = List.copyOf(jvm);
    parameters = Map.copyOf(parameters);
  }

  /// A free port and the settings of a small single node.
  public static ElasticsearchSettings defaults() {
    return new ElasticsearchSettings(null, 0, Duration.ofMinutes(2), SMALL, Map.of());
  }

  public ElasticsearchSettings withHome(Path home) {
    return new ElasticsearchSettings(home, port, startWithin, jvm, parameters);
  }

  public ElasticsearchSettings withPort(int port) {
    return new ElasticsearchSettings(home, port, startWithin, jvm, parameters);
  }

  /// The JVM of a node that serves a large index for long: both compilers, as Elasticsearch comes,
  /// and a heap of 1 GiB.
  public ElasticsearchSettings large() {
    return new ElasticsearchSettings(home, port, startWithin, LARGE, parameters);
  }

  /// Sets one more node setting.
  public ElasticsearchSettings with(String parameter, String value) {
    var all = new LinkedHashMap<>(parameters);
    all.put(parameter, value);
    return new ElasticsearchSettings(home, port, startWithin, jvm, all);
  }

  @Override
  public String server() {
    return NodeHome.ELASTICSEARCH.server();
  }

  /// The node writes its address here as the last step of its start.
  @Override
  public Path ready(Path directory) {
    return directory.resolve("logs").resolve("http.ports");
  }

  /// The command of the child JVM.
  ///
  /// @param directory holds `data`, `logs` and `tmp`
  /// @param freePort where to listen
  @Override
  public List<String> command(Path directory, int freePort) throws IOException {
    var layout = NodeHome.ELASTICSEARCH.find(home);
    Files.createDirectories(directory.resolve("tmp"));
    var command = new java.util.ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(
        List.of(
            "-XX:+ExitOnOutOfMemoryError",
            "-Des.path.home=" + layout,
            "-Djava.io.tmpdir=" + directory.resolve("tmp"),
            "-Ddaybook.exit-with-parent=true",
            // Log4j must outlive the node's own shutdown hook.
            "-Dlog4j.shutdownHookEnabled=false",
            "-Dlog4j2.disable.jmx=true",
            "-Dio.netty.noUnsafe=true",
            "-Dio.netty.noKeySetOptimization=true",
            "-Dio.netty.recycler.maxCapacityPerThread=0",
            // The vector library is in no registry package; nothing here searches vectors.
            "-Dorg.elasticsearch.nativeaccess.enableVectorLibrary=false",
            "--module-path",
            layout.resolve("lib").toString(),
            "--add-modules=jdk.net,jdk.management.agent,ALL-MODULE-PATH",
            "--enable-native-access="
                + "org.apache.lucene.core,org.elasticsearch.nativeaccess,org.elasticsearch.foreign",
            "-cp",
            layout.resolve("launcher").resolve("*").toString(),
            "io.daybook.esnode.EsNode"));
    nodeSettings(directory, freePort).forEach((name, value) -> command.add(name + "=" + value));
    return command;
  }

  private Map<String, String> nodeSettings(Path directory, int freePort) {
    var all = new LinkedHashMap<String, String>();
    all.put("path.data", directory.resolve("data").toString());
    all.put("path.logs", directory.resolve("logs").toString());
    all.put("node.portsfile", "true");
    all.put("network.host", "127.0.0.1");
    all.put("http.port", Integer.toString(freePort));
    all.put("transport.port", "0");
    all.put("discovery.type", "single-node");
    all.put("cluster.routing.allocation.disk.threshold_enabled", "false");
    // The real-memory breaker takes the garbage of a serial collector for live data.
    all.put("indices.breaker.total.use_real_memory", "false");
    all.putAll(parameters);
    return all;
  }
}
