package io.daybook.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.daybook.axon.EventJson;
import io.daybook.catalog.event.ProductEvent.PriceChanged;
import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import io.daybook.ordering.event.OrderEvent.OrderPlaced;
import io.daybook.ordering.event.OrderEvent.OrderRejected;
import io.daybook.ordering.event.OrderEvent.RejectReason;
import io.daybook.schema.EventCatalogue;
import io.daybook.schema.EventCatalogue.EventType;
import io.daybook.streamclient.StreamClient;
import io.daybook.streamclient.StreamException.Refused;
import io.daybook.streamclient.StreamQuery;
import io.daybook.streamclient.StreamedEvent;
import io.daybook.streamclient.TypeHandlers;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What other teams' programs and people have of the streams.
class ConsumersIT {

  private static final int PAST = 30_000;
  private static final StreamQuery ALL = StreamQuery.of("all").until(PAST);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static StreamServer server;
  private static StreamClient client;

  @BeforeAll
  static void start() throws Exception {
    server = StreamServer.start(PAST);
    client = new StreamClient(server.uri("/"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void a_client_has_every_event_once_in_order_and_goes_on_where_it_stopped() throws Exception {
    List<Long> positions = new ArrayList<>();

    long until = client.read(ALL.limit(12_345), it -> positions.add(it.position()));
    assertThat(until).isEqualTo(12_345);
    until = client.read(ALL.after(until), it -> positions.add(it.position()));

    assertThat(until).isEqualTo(PAST);
    assertThat(positions).isEqualTo(LongStream.rangeClosed(1, PAST).boxed().toList());
  }

  @Test
  void a_consumer_that_does_not_know_a_new_type_goes_on() throws Exception {
    List<StreamedEvent> known = new ArrayList<>();

    long until =
        client.read(ALL.limit(300), TypeHandlers.none().with("catalog.price-changed", known::add));

    assertThat(until).isEqualTo(300);
    assertThat(known).hasSize(100).allMatch(it -> it.type().equals("catalog.price-changed"));
    assertThat(known.getFirst().payload().path("text").asString())
        .isEqualTo("tab\t \"quoted\" back\\slash line\nend ü");
  }

  @Test
  void a_filtered_reading_comes_as_far_as_it_was_asked_to() throws Exception {
    List<Long> positions = new ArrayList<>();

    long until =
        client.read(
            StreamQuery.of("cart").types("cart.line-set").after(100).until(110),
            it -> positions.add(it.position()));

    assertThat(until).isEqualTo(110);
    assertThat(positions).containsExactly(102L, 105L, 108L);
  }

  @Test
  void who_follows_hears_what_happens() throws Exception {
    long before = server.log().head();
    BlockingQueue<StreamedEvent> heard = new LinkedBlockingQueue<>();
    Thread follower =
        Thread.ofVirtual()
            .start(() -> {
              try {
                client.read(StreamQuery.of("all").after(before).following(), heard::add);
              } catch (InterruptedException _) {
                // That is how it ends.
              }
            });
    Money price = Money.of(295, Currency.GBP);

    server.happen("Product", 0, new PriceChanged(new Sku("FOLLOWED"), price, price));

    StreamedEvent event = heard.poll(20, TimeUnit.SECONDS);
    follower.interrupt();
    follower.join();
    assertThat(event).isNotNull();
    assertThat(event.stream()).isEqualTo("product/FOLLOWED");
    assertThat(event.payload().at("/price/minor").asLong()).isEqualTo(295);
  }

  @Test
  void the_recipe_of_the_documentation_reads_orders(@TempDir Path folder) throws Exception {
    OrderPlaced placed =
        EventJson.mapper()
            .readValue(
                EventCatalogue.class.getResourceAsStream(
                    "/io/daybook/golden/ordering.order-placed.1.json"),
                OrderPlaced.class);
    server.happen("Order", 0, placed);
    server.happen("Order", 1, new OrderRejected(placed.orderId(), RejectReason.OUT_OF_STOCK));

    List<?> found = JavaRecipe.run(folder, server.uri("/"));

    assertThat(found.getFirst()).asString().contains("\"536365\"");
    assertThat(found.get(1)).isEqualTo(List.of("order/536365"));
    assertThat((Long) found.getLast()).isGreaterThanOrEqualTo(PAST + 2L);
  }

  @Test
  void what_is_refused_is_said_in_the_servers_words() {
    Refused refused =
        catchThrowableOfType(
            Refused.class, () -> client.read(ALL.types("cart.no-such-event"), _ -> {}));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused).hasMessageContaining("names of events");
  }

  @Test
  void people_find_every_event_with_its_fields_an_example_and_its_history() throws Exception {
    String page = get("/docs/events");

    for (EventType type : EventCatalogue.types()) {
      assertThat(page).contains("<article id=\"%s\">".formatted(type.name()));
    }
    for (EventType type : EventCatalogue.types()) {
      String example = page.substring(page.indexOf("<article id=\"%s\">".formatted(type.name())));
      JsonNode golden =
          JSON.readTree(EventCatalogue.class.getResourceAsStream(type.goldenResource()));
      assertThat(JSON.readTree(HtmlUtils.htmlUnescape(between("<pre>", "</pre>", example))))
          .isEqualTo(golden);
    }
    assertThat(page)
        .contains("<td><code>placedAt</code></td><td>date-time</td>")
        .contains("Personal: null when erased.")
        .contains("&quot;sku&quot; : &quot;85123A&quot;");
    List<String> schemas =
        Pattern.compile("href=\"(/v1/streams/schemas/[^\"]+)\">revision 1</a>: as it was")
            .matcher(page)
            .results()
            .map((MatchResult it) -> it.group(1))
            .toList();
    assertThat(schemas).hasSize(EventCatalogue.types().size());
    for (String schema : schemas) {
      assertThat(get(schema)).contains("\"$schema\"");
    }
  }

  private static String between(String begin, String end, String text) {
    int from = text.indexOf(begin) + begin.length();
    return text.substring(from, text.indexOf(end, from));
  }

  private static String get(String path) throws Exception {
    HttpResponse<InputStream> answer = Reading.open(server.uri(path));
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
  }
}
