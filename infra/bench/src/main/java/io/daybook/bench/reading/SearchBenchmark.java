package io.daybook.bench.reading;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import com.zaxxer.hikari.HikariDataSource;
import io.daybook.bench.Bed;
import io.daybook.bench.Benchmark;
import io.daybook.bench.Comparison;
import io.daybook.bench.Contender;
import io.daybook.bench.Goal;
import io.daybook.bench.Report;
import io.daybook.bench.Settings;
import io.daybook.bench.reading.Overheard.Sent;
import io.daybook.embedded.ElasticsearchSettings;
import io.daybook.embedded.EmbeddedElasticsearch;
import io.daybook.kernel.projection.BulkTransport;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Searches of a large catalogue over HTTP, and the same bodies sent to Elasticsearch directly.
public final class SearchBenchmark implements Benchmark {

  private static final int CONNECTIONS = 16;
  private static final int MILLION = 1_000_000;
  private static final int FEWER = 100_000;
  private static final int QUESTIONS = 500;
  private static final int SEVERAL = 4;
  private static final double P50_MS = 15;
  private static final double P99_MS = 80;

  /// An overhead of a fifth at most.
  private static final double OF_BARE = 1 / 1.2;

  private static final String DAYBOOK = "daybook";
  private static final String BARE = "bare elasticsearch";

  @Override
  public String name() {
    return "search";
  }

  @Override
  public String summary() {
    return "searches of a million products over HTTP, next to Elasticsearch asked directly";
  }

  @Override
  public List<Goal> run(Bed bed, Report report) throws Exception {
    Settings settings = bed.settings();
    int products = settings.rows(MILLION, FEWER);
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
      double seconds = shop.awaitIndex();
      report.line(
          "%d products, indexed from the tables in %.0f s, %.0f per s"
              .formatted(products, seconds, products / seconds));
      String[] questions = Questions.about(products, settings.rows(QUESTIONS, QUESTIONS));
      Asked daybook = new Asked(DAYBOOK, new Asking(shop.api()), questions, List.of());
      Asked bare = bare(elasticsearch.uri(), questions, daybook, overheard);
      return measure(List.of(daybook, bare), settings, report);
    }
  }

  /// Each question is asked once, to hear what Elasticsearch is asked then.
  private static Asked bare(
      URI elasticsearch, String[] questions, Asked daybook, Overheard overheard) throws Exception {
    overheard.listen();
    List<List<Sent>> searches = new ArrayList<>();
    for (int n = 0; n < questions.length; n++) {
      daybook.ask(n);
      searches.add(overheard.taken());
    }
    overheard.stopListening();
    return new Asked(BARE, new Asking(elasticsearch), questions, searches);
  }

  private List<Goal> measure(List<? extends Contender> both, Settings settings, Report report)
      throws Exception {
    Settings longer =
        new Settings(
            settings.quick(),
            settings.rounds(),
            settings.turn().multipliedBy(3),
            settings.warmUp().plus(Duration.ofSeconds(2)),
            settings.rows());
    List<Goal> goals = new ArrayList<>();
    for (int callers : new int[] {1, SEVERAL}) {
      Comparison.warmUp(both, callers, longer);
      Comparison figures = Comparison.of(both, callers, longer);
      figures.show("searches, %d at once".formatted(callers), report);
      String at = "%s/%d/".formatted(name(), callers);
      goals.add(
          new Goal(
              at + "bare-elasticsearch",
              figures.p50(BARE).median() / figures.p50(DAYBOOK).median(),
              OF_BARE));
      goals.add(Goal.within(at + "p50-15ms", P50_MS, figures.p50(DAYBOOK).median()));
      goals.add(Goal.within(at + "p99-80ms", P99_MS, figures.p99(DAYBOOK).median()));
    }
    return goals;
  }
}
