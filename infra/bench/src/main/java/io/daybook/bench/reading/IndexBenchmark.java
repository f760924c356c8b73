package io.daybook.bench.reading;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import com.zaxxer.hikari.HikariDataSource;
import io.daybook.bench.Bed;
import io.daybook.bench.Benchmark;
import io.daybook.bench.Comparison;
import io.daybook.bench.Contender;
import io.daybook.bench.Goal;
import io.daybook.bench.Limit;
import io.daybook.bench.Report;
import io.daybook.bench.Settings;
import io.daybook.bench.Spread;
import io.daybook.bench.reading.Overheard.Sent;
import io.daybook.embedded.ElasticsearchSettings;
import io.daybook.embedded.EmbeddedElasticsearch;
import io.daybook.kernel.projection.BulkTransport;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// How many documents a second the search index gets when it is built again from the tables, next
/// to bulk requests of the finished documents.
public final class IndexBenchmark implements Benchmark {

  private static final double OF_BULK = 0.7;
  private static final int CONNECTIONS = 16;
  private static final int LARGE = 10_000;
  private static final int SMALL = 2_000;

  @Override
  public String name() {
    return "rebuild-search";
  }

  @Override
  public String summary() {
    return "the search index made of the tables again, next to bulk requests of finished documents";
  }

  @Override
  public List<Goal> run(Bed bed, Report report) throws Exception {
    Settings settings = bed.settings();
    int products = settings.rows(200_000, 30_000);
    String database = bed.database("views");
    try (HikariDataSource views = bed.pool(database)) {
      Goods.fill(views, products);
    }
    EmbeddedElasticsearch elasticsearch =
        EmbeddedElasticsearch.startTemporary(ElasticsearchSettings.defaults().large());
    ElasticsearchClient client =
        new ElasticsearchClient(BulkTransport.to(elasticsearch.uri(), CONNECTIONS));
    Overheard overheard = new Overheard(client._transport());
    try (DaybookShop shop =
        DaybookShop.on(
            bed,
            database,
            elasticsearch,
            context ->
                context.registerBean(
                    "viewsElasticsearch",
                    ElasticsearchClient.class,
                    () -> new ElasticsearchClient(overheard)))) {
      double _ = shop.awaitIndex();
      // As if the products came from a log, in which each has a position.
      JdbcClient.create(shop.views())
          .sql("update search_index set position = ?")
          .param(products)
          .update();
      DaybookIndex daybook = new DaybookIndex(shop.rebuilds(), products);
      overheard.listen();
      var _ = daybook.run(1, Limit.of(1));
      overheard.stopListening();
      List<String> lines = lines(overheard.taken());
      String definition = definition(elasticsearch.uri());
      List<Contender> contenders =
          List.of(
              daybook,
              new BareBulk(client, elasticsearch.uri(), definition, lines, LARGE, 2),
              new BareBulk(client, elasticsearch.uri(), definition, lines, SMALL, 4));
      return measure(contenders, daybook, settings, report);
    }
  }

  private List<Goal> measure(
      List<Contender> contenders, DaybookIndex daybook, Settings settings, Report report)
      throws Exception {
    Settings rounds = settings.withRounds(Math.min(settings.quick() ? 1 : 3, settings.rounds()));
    Comparison.warmUp(contenders, 1, rounds);
    daybook.whole().clear();
    Comparison filled = Comparison.of(contenders, 1, rounds);
    filled.show("documents sent and acknowledged", report);
    report.line(
        "daybook until the new index is compared with the live one and read: %s documents per s"
            .formatted(Spread.of(daybook.whole()).show("%.0f")));
    report.line("");
    return contenders.stream()
        .filter(it -> it != daybook)
        .map(it -> filled.goal(name() + "/", DaybookIndex.NAME, it.name(), OF_BULK))
        .toList();
  }

  /// Actions and documents of what Daybook sent, for an index that the request names.
  private static List<String> lines(List<Sent> sent) {
    List<String> lines = new ArrayList<>();
    sent.stream()
        .filter(it -> it.path().contains("/_bulk"))
        .forEach(bulk -> bulk.body().lines().forEach(lines::add));
    for (int action = 0; action < lines.size(); action += 2) {
      ObjectNode json = (ObjectNode) JsonMapper.shared().readTree(lines.get(action));
      ((ObjectNode) json.get("index")).remove(List.of("_index", "require_alias"));
      lines.set(action, json.toString());
    }
    return lines;
  }

  /// That of the index which Daybook has made, but for what an index is given when it is made.
  private static String definition(URI elasticsearch) throws IOException, InterruptedException {
    JsonNode live =
        JsonMapper.shared()
            .readTree(new Asking(elasticsearch).get("/products", 0))
            .values()
            .iterator()
            .next();
    ObjectNode definition = JsonMapper.shared().createObjectNode();
    definition.set("mappings", live.get("mappings"));
    ObjectNode settings = (ObjectNode) live.at("/settings/index").deepCopy();
    settings.remove(List.of("uuid", "version", "creation_date", "provided_name"));
    settings.put("refresh_interval", "-1");
    definition.putObject("settings").set("index", settings);
    return definition.toString();
  }
}
