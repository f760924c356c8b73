package io.daybook.kernel.app;

import io.daybook.embedded.EmbeddedPostgres;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/// The command side alone, on a database of its own.
public final class CommandSideServer implements AutoCloseable {

  private final ConfigurableApplicationContext application;

  private CommandSideServer(ConfigurableApplicationContext application) {
    this.application = application;
  }

  /// Starts it on a database that is made when it is missing.
  static CommandSideServer start(EmbeddedPostgres postgres, String database) {
    return start(postgres, database, Map.of());
  }

  public static CommandSideServer start(
      EmbeddedPostgres postgres, String database, Map<String, Object> more) {
    return start(postgres, database, more, App.class);
  }

  /// As above, with more parts than it has by itself.
  public static CommandSideServer with(
      Class<?> parts, EmbeddedPostgres postgres, String database, Map<String, Object> more) {
    return start(postgres, database, more, App.class, parts);
  }

  private static CommandSideServer start(
      EmbeddedPostgres postgres, String database, Map<String, Object> more, Class<?>... parts) {
    postgres.createDatabase(database);
    Map<String, Object> settings =
        new HashMap<>(
            Map.of(
                "server.port", "0",
                "server.address", "127.0.0.1",
                "spring.threads.virtual.enabled", "true",
                "spring.main.banner-mode", "off",
                "daybook.events.datasource.url", postgres.jdbcUrl(database),
                "daybook.events.datasource.username", postgres.user()));
    settings.putAll(more);
    return new CommandSideServer(new SpringApplicationBuilder(parts).properties(settings).run());
  }

  public Api api() {
    WebServer web =
        Objects.requireNonNull(((WebServerApplicationContext) application).getWebServer());
    return new Api("http://127.0.0.1:" + web.getPort());
  }

  public <T> T bean(Class<T> type) {
    return application.getBean(type);
  }

  @Override
  public void close() {
    application.close();
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(CommandSide.class)
  static class App {}
}
