package io.daybook.kafkanode;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/// The program of the child JVM: one Kafka node that is broker and controller.
///
/// Arguments: the file with the broker's properties, and a file that is made, at once and whole,
/// when the broker answers. An empty log directory is formatted first. The node stops when its
/// standard input ends, which it does when the parent is gone, however it went.
public final class KafkaNode {

  private KafkaNode() {}

  static void main(String[] arguments) throws Exception {
    Properties properties = new Properties();
    try (InputStream file = Files.newInputStream(Path.of(arguments[0]))) {
      properties.load(file);
    }
    format(properties);
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "close-node"));
    server.startup();
    sayReady(Path.of(arguments[1]), properties.getProperty("advertised.listeners"));
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }

  private static void format(Properties properties) throws Exception {
    String logs = properties.getProperty("log.dirs");
    if (Files.exists(Path.of(logs, "meta.properties"))) {
      return;
    }
    new Formatter()
        .setPrintStream(System.out)
        .setClusterId(Uuid.randomUuid().toString())
        .setNodeId(Integer.parseInt(properties.getProperty("node.id")))
        .setControllerListenerName(properties.getProperty("controller.listener.names"))
        .setMetadataLogDirectory(logs)
        .addDirectory(logs)
        .run();
  }

  private static void sayReady(Path file, String listener) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(draft, listener.substring(listener.indexOf("://") + 3));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
