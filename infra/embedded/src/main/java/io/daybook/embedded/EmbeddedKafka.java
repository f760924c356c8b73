package io.daybook.embedded;

import java.nio.file.Path;

/// A real Kafka node, broker and controller, whose life [EmbeddedNode] tells. What it acknowledged
/// survives a kill of the process; like any single Kafka node it leaves it to the system when bytes
/// reach the disk.
public final class EmbeddedKafka extends EmbeddedNode {

  private EmbeddedKafka(ChildNode node) {
    super(node);
  }

  /// Starts on a directory that is kept.
  ///
  /// @param directory made if missing; belongs to the node alone
  /// @throws EmbeddedServerException with a plain sentence: port in use, disk full, directory in
  ///   use, not built yet, or anything else with the end of the node's log
  public static EmbeddedKafka start(Path directory, KafkaNodeSettings settings) {
    return new EmbeddedKafka(ChildNode.start(settings, directory));
  }

  /// Starts an empty node on a free port; its directory is deleted at [#close].
  public static EmbeddedKafka startTemporary() {
    return new EmbeddedKafka(
        ChildNode.startTemporary(KafkaNodeSettings.defaults(), "daybook-kafka-"));
  }

  /// Where it listens, as `bootstrap.servers`.
  public String bootstrapServers() {
    return address();
  }

  /// The port of [#bootstrapServers].
  public int port() {
    return Integer.parseInt(address().substring(address().lastIndexOf(':') + 1));
  }
}
