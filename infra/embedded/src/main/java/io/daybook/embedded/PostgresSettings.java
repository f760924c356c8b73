package io.daybook.embedded;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// How an [EmbeddedPostgres] runs.
///
/// @param port where it listens on 127.0.0.1; 0 takes a free port
/// @param startWithin how long a start may take, recovery after a crash included
/// @param parameters server parameters by name, as in `postgresql.conf`; they win over ours
public record PostgresSettings(int port, Duration startWithin, Map<String, String> parameters) {

  static final Duration START_WITHIN = Duration.ofMinutes(2);

  public PostgresSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("Not a port: " + port);
    }
    parameters = Map.copyOf(parameters);
  }

  /// A free port and the parameters of a small durable server.
  public static PostgresSettings defaults() {
    return new PostgresSettings(0, START_WITHIN, Map.of());
  }

  public PostgresSettings withPort(int port) {
    return new PostgresSettings(port, startWithin, parameters);
  }

  public PostgresSettings withStartWithin(Duration startWithin) {
    return new PostgresSettings(port, startWithin, parameters);
  }

  /// Sets one more server parameter.
  public PostgresSettings with(String parameter, String value) {
    var all = new LinkedHashMap<>(parameters);
    all.put(parameter, value);
    return new PostgresSettings(port, startWithin, all);
  }

  /// Everything the server is told. An acknowledged commit is on the disk: the first three lines
  /// are the server's own defaults, and stand here because a promise depends on them.
  Map<String, String> serverParameters() {
    var all = new LinkedHashMap<String, String>();
    all.put("fsync", "on");
    all.put("synchronous_commit", "on");
    all.put("full_page_writes", "on");
    all.put("listen_addresses", "127.0.0.1");
    all.put("unix_socket_directories", "");
    all.put("max_connections", "150");
    all.put("shared_buffers", "128MB");
    // A replay writes in bursts; checkpoints by size would flush the same pages again and again.
    all.put("max_wal_size", "2GB");
    all.put("checkpoint_timeout", "10min");
    // Our statements are short: compiling them costs more than it gains.
    all.put("jit", "off");
    all.put("logging_collector", "off");
    all.put("timezone", "UTC");
    all.put("log_timezone", "UTC");
    all.putAll(parameters);
    return all;
  }
}
