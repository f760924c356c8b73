package io.daybook.bench.shop;

import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/// An HTTP server, the same for everybody: Spring's, with a virtual thread for each request.
public final class WebNode implements AutoCloseable {

  private final ConfigurableApplicationContext application;

  private WebNode(ConfigurableApplicationContext application) {
    this.application = application;
  }

  /// @param parts what it is made of
  /// @param more adds beans to it
  public static WebNode start(
      Class<?> parts, Map<String, Object> settings, Consumer<GenericApplicationContext> more) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("server.port", "0");
    all.put("server.address", "127.0.0.1");
    all.put("spring.threads.virtual.enabled", "true");
    all.put("spring.main.banner-mode", "off");
    all.put("spring.jmx.enabled", "false");
    all.put("logging.level.root", "warn");
    return new WebNode(
        new SpringApplicationBuilder(Server.class, parts)
            .properties(all)
            .initializers(context -> more.accept((GenericApplicationContext) context))
            .run());
  }

  /// Where it listens.
  public URI api() {
    var server = Objects.requireNonNull(((WebServerApplicationContext) application).getWebServer());
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  public <T> T bean(Class<T> type) {
    return application.getBean(type);
  }

  public <T> Collection<T> beans(Class<T> type) {
    return application.getBeansOfType(type).values();
  }

  @Override
  public void close() {
    application.close();
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      exclude = {
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        FlywayAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class
      })
  static class Server {}
}
