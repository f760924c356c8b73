package io.daybook.kernel.view;

import io.daybook.embedded.EmbeddedElasticsearch;
import io.daybook.embedded.EmbeddedPostgres;
import io.daybook.kernel.projection.PastProjections;
import io.daybook.kernel.projection.Projections;
import io.daybook.web.WebConfiguration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Projections and query side in one process, on real servers, with a log in memory.
record RunningShop(
    ShopLog log,
    EmbeddedPostgres postgres,
    EmbeddedElasticsearch elasticsearch,
    ConfigurableApplicationContext application,
    HttpClient client)
    implements AutoCloseable {

  static RunningShop start(String... settings) {
    ShopLog log = new ShopLog();
    EmbeddedPostgres postgres = EmbeddedPostgres.startTemporary();
    postgres.createDatabase("views");
    EmbeddedElasticsearch elasticsearch = EmbeddedElasticsearch.startTemporary();
    ConfigurableApplicationContext application = run(log, postgres, elasticsearch, settings);
    return new RunningShop(log, postgres, elasticsearch, application, HttpClient.newHttpClient());
  }

  /// The application alone, on servers that are the caller's.
  static ConfigurableApplicationContext run(
      ShopLog log,
      EmbeddedPostgres postgres,
      EmbeddedElasticsearch elasticsearch,
      String... settings) {
    return run(Application.class, log, postgres, elasticsearch.uri(), settings);
  }

  /// One of its sides, or both.
  static ConfigurableApplicationContext run(
      Class<?> sides,
      ShopLog log,
      EmbeddedPostgres postgres,
      URI elasticsearch,
      String... settings) {
    return new SpringApplicationBuilder(sides)
        .initializers(context -> context.getBeanFactory().registerSingleton("eventSource", log))
        .properties(
            Map.of(
                "server.port", "0",
                "spring.threads.virtual.enabled", "true",
                "daybook.views.datasource.url", postgres.jdbcUrl("views"),
                "daybook.views.datasource.username", postgres.user(),
                "daybook.elasticsearch.uri", elasticsearch.toString()))
        .run(settings);
  }

  URI uri(String path) {
    String port = application.getEnvironment().getProperty("local.server.port", "?");
    return URI.create("http://127.0.0.1:" + port + path);
  }

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  JsonNode json(String path, String... headers) throws IOException, InterruptedException {
    HttpResponse<String> answer = get(path, headers);
    if (answer.statusCode() != 200) {
      throw new AssertionError(path + " is answered with " + answer.body());
    }
    return JsonMapper.shared().readTree(answer.body());
  }

  @Override
  public void close() {
    application.close();
    elasticsearch.close();
    postgres.close();
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
  @Import({Projections.class, PastProjections.class, QuerySide.class, WebConfiguration.class})
  static class Application {}

  @SpringBootConfiguration
  @EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
  @Import({QuerySide.class, WebConfiguration.class})
  static class Queries {}
}
