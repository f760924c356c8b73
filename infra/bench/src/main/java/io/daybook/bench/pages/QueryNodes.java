package io.daybook.bench.pages;

import io.daybook.bench.Bed;
import io.daybook.bench.shop.WebNode;
import io.daybook.kernel.view.QuerySide;
import io.daybook.web.WebConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.springframework.context.annotation.Import;

/// Two query sides on the same tables, which differ in one setting: whether they keep answers.
record QueryNodes(WebNode keeper, WebNode reader) implements AutoCloseable {

  /// @param rows products, and as many orders
  static QueryNodes on(Bed bed, int rows) throws IOException, SQLException {
    String database = bed.database("pages");
    Flyway.configure()
        .dataSource(bed.plain(database))
        .locations("classpath:io/daybook/views")
        .load()
        .migrate();
    try (InputStream fill =
            Objects.requireNonNull(QueryNodes.class.getResourceAsStream("fill-pages.sql"));
        var connection = bed.plain(database).getConnection();
        var statement = connection.createStatement()) {
      String sql = new String(fill.readAllBytes(), StandardCharsets.UTF_8);
      statement.execute(sql.replace(":rows", String.valueOf(rows)));
    }
    return new QueryNodes(node(bed, database, "32MB"), node(bed, database, "0"));
  }

  URI keeping() {
    return keeper.api();
  }

  URI reading() {
    return reader.api();
  }

  @Override
  public void close() {
    keeper.close();
    reader.close();
  }

  /// Without Elasticsearch, which single pages don't need.
  private static WebNode node(Bed bed, String database, String most) {
    return WebNode.start(
        Queries.class,
        Map.of(
            "daybook.views.datasource.url",
            bed.jdbcUrl(database),
            "daybook.views.datasource.username",
            bed.user(),
            "daybook.elasticsearch.uri",
            "http://127.0.0.1:1",
            "server.tomcat.max-keep-alive-requests",
            "-1",
            "daybook.cache.most",
            most),
        _ -> {});
  }

  @Import({QuerySide.class, WebConfiguration.class})
  static class Queries {}
}
