package io.daybook.kernel.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import io.daybook.cart.event.CartEvent.CartLineSet;
import io.daybook.cart.event.CartEvent.CartOpened;
import io.daybook.cart.event.CartLine;
import io.daybook.inventory.event.ReservationEvent.ReservationMade;
import io.daybook.inventory.event.ReservedLine;
import io.daybook.kernel.CartId;
import io.daybook.kernel.Currency;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;
import io.daybook.kernel.Sku;
import io.daybook.kernel.projection.ViewChanges;
import io.daybook.ordering.event.OrderEvent.Channel;
import io.daybook.ordering.event.OrderEvent.OrderConfirmed;
import io.daybook.ordering.event.OrderEvent.OrderPlaced;
import io.daybook.ordering.event.OrderLine;
import io.daybook.ordering.event.OrderLine.LineKind;
import io.daybook.payment.event.PaymentEvent.PaymentRequested;
import io.daybook.web.Contract;
import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Streams of an order and a cart. `-Ddaybook.live.streams=5000` opens as many at once.
final class LiveIT {

  private static final Contract CONTRACT = new Contract("openapi/query-api.yaml");
  private static final int STREAMS = Integer.getInteger("daybook.live.streams", 1_000);
  private static final Duration SOON = Duration.ofSeconds(30);

  private static RunningShop shop;

  @BeforeAll
  static void start() {
    // A thousand signs of life a second, however many streams there are.
    shop = RunningShop.start("--daybook.live.heartbeat=%dms".formatted(Math.max(300, STREAMS)));
  }

  @AfterAll
  static void stop() {
    shop.close();
  }

  @Test
  void an_order_is_seen_as_it_is_and_after_every_change() throws Exception {
    long placed = happen(placed("seen"));
    try (Listener listener = listen("orders/seen", "")) {
      await().atMost(SOON).untilAsserted(() -> assertThat(listener.heard()).hasSize(1));
      assertThat(listener.last().position()).isEqualTo(placed);
      assertThat(listener.last().name()).isEqualTo("order");
      assertThat(CONTRACT.check("Order", listener.last().data())).isEmpty();
      assertThat(listener.last().data()).isEqualTo(shop.json("/v1/orders/seen"));

      long confirmed = happen(new OrderConfirmed(new OrderId("seen")));
      await().atMost(SOON).untilAsserted(() -> assertThat(listener.heard()).hasSize(2));
      assertThat(listener.last().position()).isEqualTo(confirmed);
      assertThat(listener.last().data().at("/status").asString()).isEqualTo("CONFIRMED");

      long asked = happen(new PaymentRequested(new OrderId("seen"), pounds(510), "tok"));
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(listener.last().position()).isEqualTo(asked));
      assertThat(listener.last().data().at("/payment/status").asString()).isEqualTo("REQUESTED");
    }
  }

  @Test
  void a_cart_is_seen_as_it_is_and_after_every_change() throws Exception {
    happen(new CartOpened(new CartId("c"), null, Currency.GBP), set("c", 2));
    try (Listener listener = listen("carts/c", "")) {
      await().atMost(SOON).untilAsserted(() -> assertThat(listener.heard()).hasSize(1));
      assertThat(CONTRACT.check("Cart", listener.last().data())).isEmpty();
      long position = happen(set("c", 7));
      await().atMost(SOON).untilAsserted(() -> assertThat(listener.heard()).hasSize(2));
      assertThat(listener.last().position()).isEqualTo(position);
      assertThat(listener.last().data().at("/lines/0/units").asInt()).isEqualTo(7);
    }
  }

  @Test
  void who_comes_again_gets_what_is_newer_and_nothing_twice() throws Exception {
    happen(placed("again"));
    String placed = first("orders/again").id();
    try (Listener same = listen("orders/again", placed)) {
      await().atMost(SOON).until(() -> same.heartbeats() > 2);
      assertThat(same.heard()).isEmpty();
    }
    long confirmed = happen(new OrderConfirmed(new OrderId("again")));
    try (Listener missed = listen("orders/again", placed);
        Listener ahead = listen("orders/again", "" + (confirmed + 1_000_000))) {
      await().atMost(SOON).untilAsserted(() -> assertThat(missed.heard()).hasSize(1));
      assertThat(missed.last().position()).isEqualTo(confirmed);
      await().atMost(SOON).until(() -> ahead.heartbeats() > 2);
      assertThat(ahead.heard()).as("never goes back").isEmpty();
    }
  }

  @Test
  void what_only_the_timeline_shows_is_seen_too_and_by_who_comes_again() throws Exception {
    happen(placed("held"), new PaymentRequested(new OrderId("held"), pounds(510), "tok"));
    List<ReservedLine> lines = List.of(new ReservedLine(new Sku("mug"), 2));
    Listener.Heard before;
    Listener.Heard after;
    try (Listener listener = listen("orders/held", "")) {
      await().atMost(SOON).untilAsserted(() -> assertThat(listener.heard()).hasSize(1));
      before = listener.last();
      long reserved = happen(new ReservationMade(new OrderId("held"), lines));
      await().atMost(SOON).untilAsserted(() -> assertThat(listener.heard()).hasSize(2));
      after = listener.last();
      assertThat(after.position()).isEqualTo(reserved);
      assertThat(after.data()).isEqualTo(shop.json("/v1/orders/held"));
      assertThat(after.data().at("/timeline")).hasSize(3);
    }
    assertThat(CONTRACT.check("Order", after.data())).isEmpty();
    try (Listener missed = listen("orders/held", before.id());
        Listener same = listen("orders/held", after.id())) {
      await().atMost(SOON).untilAsserted(() -> assertThat(missed.heard()).containsExactly(after));
      await().atMost(SOON).until(() -> same.heartbeats() > 2);
      assertThat(same.heard()).isEmpty();
    }
  }

  @Test
  void a_row_that_is_mended_behind_a_newer_one_is_seen() throws Exception {
    happen(placed("mended"), new PaymentRequested(new OrderId("mended"), pounds(510), "tok"));
    try (Listener listener = listen("orders/mended", "")) {
      await().atMost(SOON).untilAsserted(() -> assertThat(listener.heard()).hasSize(1));
      try (var connection = shop.postgres().dataSource("views").getConnection()) {
        mend("Spain", connection);
        ViewChanges.note(List.of("order/mended"), connection);
        await().atMost(SOON).untilAsserted(() -> assertThat(listener.heard()).hasSize(2));
        assertThat(listener.last().data().at("/country").asString()).isEqualTo("Spain");
        awaitPage(listener, "orders/mended");

        mend("Malta", connection);
        ViewChanges.noteAll(connection);
        await().atMost(SOON).untilAsserted(() -> assertThat(listener.heard()).hasSize(3));
        assertThat(listener.last().data().at("/country").asString()).isEqualTo("Malta");
        awaitPage(listener, "orders/mended");
      }
      assertThat(listener.heard())
          .extracting(Listener.Heard::position)
          .containsOnly(listener.last().position());
    }
  }

  private static void mend(String country, Connection connection) throws SQLException {
    try (var statement =
        connection.prepareStatement("update orders set country = ? where order_id = 'mended'")) {
      statement.setString(1, country);
      assertThat(statement.executeUpdate()).isOne();
    }
  }

  @Test
  void who_asks_for_what_is_not_there_or_oddly_hears_a_problem() throws Exception {
    for (String path : List.of("/v1/orders/nobody/live", "/v1/carts/nobody/live")) {
      HttpResponse<String> answer = shop.get(path, "Accept", "text/event-stream");
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(CONTRACT.check("Problem", JsonMapper.shared().readTree(answer.body()))).isEmpty();
      assertThat(shop.get(path, "Last-Event-ID", "yesterday").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void thousands_of_streams_are_open_without_a_thread_each_and_hear_what_concerns_them()
      throws Exception {
    long files =
        ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
            .getMaxFileDescriptorCount();
    assumeThat(files)
        .as("ulimit -n: both ends of each connection are files of this process")
        .isGreaterThan(2L * STREAMS + 1_000);
    happen(
        IntStream.range(0, STREAMS).mapToObj(i -> placed("many-" + i)).toArray(DomainEvent[]::new));
    assertThat(shop.get("/v1/orders/many-0", "Consistency-Token", "" + shop.log().head()))
        .matches(it -> it.statusCode() == 200);
    int platform = ManagementFactory.getThreadMXBean().getThreadCount();
    AtomicLong started = new AtomicLong();
    AtomicLong ended = new AtomicLong();
    try (Crowd crowd = new Crowd(shop.uri(""), STREAMS)) {
      try (RecordingStream virtual = new RecordingStream()) {
        virtual.enable("jdk.VirtualThreadStart").withoutStackTrace();
        virtual.enable("jdk.VirtualThreadEnd").withoutStackTrace();
        virtual.onEvent("jdk.VirtualThreadStart", _ -> started.incrementAndGet());
        virtual.onEvent("jdk.VirtualThreadEnd", _ -> ended.incrementAndGet());
        virtual.startAsync();
        long begin = System.nanoTime();
        for (int i = 0; i < STREAMS; i++) {
          crowd.join(i, "/v1/orders/many-%d/live".formatted(i));
        }
        awaitHeard(crowd, _ -> 1);
        say("open and told the first state", begin);
        assertThat(streams().count()).isGreaterThanOrEqualTo(STREAMS);
        await().atMost(SOON).until(() -> started.get() >= STREAMS);
        await().atMost(SOON).until(() -> started.get() - ended.get() < STREAMS / 10);
      }
      int now = ManagementFactory.getThreadMXBean().getThreadCount();
      System.out.printf("%d platform threads, %d before%n", now, platform);
      assertThat(now).isLessThan(platform + 50);

      long begin = System.nanoTime();
      confirm(IntStream.range(0, STREAMS).filter(i -> i % 10 == 0));
      awaitHeard(crowd, i -> i % 10 == 0 ? 2 : 1);
      say("a tenth heard of a change, the others of nothing", begin);

      begin = System.nanoTime();
      confirm(IntStream.range(0, STREAMS).filter(i -> i % 10 != 0));
      awaitHeard(crowd, _ -> 2);
      say("all heard of a change", begin);
    }
    await().atMost(SOON).until(() -> streams().count() < STREAMS / 10);
  }

  private static void confirm(IntStream orders) {
    happen(
        orders
            .mapToObj(i -> new OrderConfirmed(new OrderId("many-" + i)))
            .toArray(DomainEvent[]::new));
  }

  private static void awaitHeard(Crowd crowd, IntUnaryOperator events) {
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(20))
        .until(() ->
            IntStream.range(0, STREAMS).allMatch(i -> crowd.heard(i) == events.applyAsInt(i)));
  }

  private static void say(String what, long begin) {
    System.out.printf(
        "%d streams: %s after %d ms%n",
        STREAMS, what, Duration.ofNanos(System.nanoTime() - begin).toMillis());
  }

  private static LiveStreams streams() {
    return shop.application().getBean(LiveStreams.class);
  }

  private static Listener.Heard first(String path) {
    try (Listener listener = listen(path, "")) {
      await().atMost(SOON).untilAsserted(() -> assertThat(listener.heard()).isNotEmpty());
      return listener.heard().getFirst();
    }
  }

  private static void awaitPage(Listener listener, String path) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(listener.last().data()).isEqualTo(shop.json("/v1/" + path)));
  }

  private static Listener listen(String path, String lastEventId) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(shop.uri("/v1/" + path + "/live"))
            .header("Consistency-Token", String.valueOf(shop.log().head()))
            .header("Prefer", "wait=20");
    if (!lastEventId.isEmpty()) {
      request.header("Last-Event-ID", lastEventId);
    }
    return Listener.to(shop.client(), request);
  }

  private static long happen(DomainEvent... events) {
    return shop.log().append(events);
  }

  private static CartLineSet set(String cart, int units) {
    return new CartLineSet(
        new CartId(cart), new CartLine(new Sku("mug"), "Mug", units, pounds(255)));
  }

  private static OrderPlaced placed(String order) {
    return new OrderPlaced(
        new OrderId(order),
        null,
        Channel.SHOP,
        "France",
        List.of(new OrderLine(1, LineKind.GOODS, new Sku("mug"), "mug", 2, pounds(255))),
        pounds(510),
        "tok",
        Instant.parse("2010-12-01T08:26:00Z"));
  }

  private static Money pounds(long minor) {
    return Money.of(minor, Currency.GBP);
  }
}
