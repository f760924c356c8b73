package io.daybook.esnode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.node.NodeValidationException;
import org.elasticsearch.plugins.PluginsLoader;

/// The program of the child JVM: one Elasticsearch node on the layout of `es-home`.
///
/// Arguments are settings, `name=value`, and win over `config/elasticsearch.yml`. The system
/// property `es.path.home` names the layout. With `daybook.exit-with-parent=true` the node stops
/// when its standard input ends, which it does when the parent is gone, however it went.
///
/// It asks for no password and runs without Elasticsearch's own confinement: it belongs on the
/// loopback interface.
public final class EsNode {

  private static final long CLOSE_SECONDS = 10;

  private EsNode() {}

  static void main(String[] arguments)
      throws IOException, NodeValidationException, InterruptedException {
    var environment = environment(arguments);
    var node = new Node(environment, plugins(environment));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node), "close-node"));
    node.start();
    if (Boolean.getBoolean("daybook.exit-with-parent")) {
      awaitEndOfInput();
      System.exit(0);
    }
    new CountDownLatch(1).await();
  }

  private static Environment environment(String[] arguments) throws IOException {
    // Before the first class of the server that logs: its logging has no provider until then.
    LogConfigurator.configureESLogging();
    LogConfigurator.registerErrorListener();
    var home = Path.of(System.getProperty("es.path.home")).toAbsolutePath();
    var environment =
        InternalSettingsPreparer.prepareEnvironment(
            Settings.EMPTY, settings(home, arguments), home.resolve("config"), () -> "daybook");
    LogConfigurator.setNodeName(Node.NODE_NAME_SETTING.get(environment.settings()));
    LogConfigurator.configure(environment, true);
    // The node writes its ports file there and does not make the directory itself.
    Files.createDirectories(environment.logsDir());
    return environment;
  }

  private static Map<String, String> settings(Path home, String[] arguments) {
    var settings = new HashMap<>(Map.of("path.home", home.toString()));
    for (var argument : arguments) {
      var at = argument.indexOf('=');
      if (at < 1) {
        throw new IllegalArgumentException("Not a setting (name=value): " + argument);
      }
      settings.put(argument.substring(0, at), argument.substring(at + 1));
    }
    return settings;
  }

  private static PluginsLoader plugins(Environment environment) {
    return PluginsLoader.createPluginsLoader(
        PluginsLoader.loadModulesBundles(environment.modulesDir(), false),
        PluginsLoader.loadPluginsBundles(environment.pluginsDir(), false),
        Map.of(),
        Node.class.getModule().isNamed());
  }

  private static void awaitEndOfInput() throws IOException {
    System.in.transferTo(java.io.OutputStream.nullOutputStream());
  }

  private static void close(Node node) {
    try {
      node.prepareForClose();
      node.close();
      node.awaitClose(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (IOException e) {
      System.err.println("The node did not close cleanly: " + e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
