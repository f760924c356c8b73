package io.daybook.launcher;

import io.daybook.cli.http.Api;
import io.daybook.cli.http.CallTimes;
import io.daybook.kernel.view.QuerySide;
import io.daybook.web.WebConfiguration;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
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
import org.springframework.context.annotation.Import;

/// A query side that is another node than the one that commands go to: it has the views, and may
/// read the customers' keys.
record QueryNode(ConfigurableApplicationContext application, Api api) implements AutoCloseable {

  /// @param setting what the first node has
  static QueryNode start(UnaryOperator<String> setting, Duration patience) {
    Map<String, Object> settings = new HashMap<>(Map.of("server.port", "0"));
    for (String name :
        List.of(
            "daybook.views.datasource.url",
            "daybook.views.datasource.username",
            "daybook.elasticsearch.uri")) {
      settings.put(name, setting.apply(name));
    }
    for (String name : List.of("url", "username")) {
      settings.put(
          "daybook.privacy.datasource." + name, setting.apply("daybook.events.datasource." + name));
    }
    ConfigurableApplicationContext application =
        new SpringApplicationBuilder(Queries.class)
            .registerShutdownHook(false)
            .properties(settings)
            .run();
    var web = ((WebServerApplicationContext) application).getWebServer();
    if (web == null) {
      throw new IllegalStateException("It has no web server");
    }
    return new QueryNode(
        application,
        new Api(URI.create("http://127.0.0.1:" + web.getPort()), patience, new CallTimes()));
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
  @Import({QuerySide.class, WebConfiguration.class})
  static class Queries {}
}
