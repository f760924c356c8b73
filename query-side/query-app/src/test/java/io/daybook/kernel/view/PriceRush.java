package io.daybook.kernel.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daybook.catalog.event.ProductEvent.PriceChanged;
import io.daybook.catalog.event.ProductEvent.ProductListed;
import io.daybook.kernel.Currency;
import io.daybook.kernel.Money;
import io.daybook.kernel.Sku;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Prices that change as fast as the tables follow, and readers who ask any process for them with
/// the token of a change that they know of: none may be shown an earlier price.
final class PriceRush {

  private static final int READERS = 6;
  private static final int PRODUCTS = 4;

  private final ShopLog log;
  private final List<ConfigurableApplicationContext> processes;
  private final HttpClient client;
  private final AtomicReferenceArray<Known> known = new AtomicReferenceArray<>(PRODUCTS);
  private final AtomicLong slowest = new AtomicLong();
  private volatile boolean failed;

  /// @param processes the projections are in the first
  PriceRush(ShopLog log, List<ConfigurableApplicationContext> processes, HttpClient client) {
    this.log = log;
    this.processes = processes;
    this.client = client;
    for (int i = 0; i < PRODUCTS; i++) {
      log.append(new ProductListed(sku(i), "", "", "", pounds(0)));
      known.set(i, new Known(0, log.head()));
    }
  }

  private record Known(int price, long token) {}

  /// @param meanwhile happens beside it
  /// @return how many answers there were, none of them too old
  int run(int changes, Callable<?> meanwhile) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> writer = threads.submit(() -> change(changes));
      List<Future<Integer>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        readers.add(threads.submit(reader(i, writer)));
      }
      meanwhile.call();
      int asked = 0;
      for (Future<Integer> one : readers) {
        asked += one.get();
      }
      writer.get();
      return asked;
    }
  }

  /// The longest time that anybody had to wait for an answer.
  long slowestMillis() {
    return slowest.get() / 1_000_000;
  }

  private void change(int changes) {
    Random random = new Random(5);
    Progress tables = processes.getFirst().getBean("tablesProgress", Progress.class);
    for (int n = 1; n <= changes; n++) {
      int i = random.nextInt(PRODUCTS);
      int price = known.get(i).price() + 1;
      long token = log.append(new PriceChanged(sku(i), pounds(price), pounds(price - 1)));
      known.set(i, new Known(price, token));
      await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> failed || log.head() - tables.position() < 20);
      if (failed) {
        return;
      }
    }
  }

  private Callable<Integer> reader(int number, Future<?> writer) {
    return () -> {
      Random random = new Random(number);
      int asked = 0;
      try {
        while (!writer.isDone()) {
          ask(random);
          asked++;
        }
      } catch (Exception | AssertionError wrong) {
        failed = true;
        throw wrong;
      }
      return asked;
    };
  }

  private void ask(Random random) throws Exception {
    int i = random.nextInt(PRODUCTS);
    Known then = known.get(i);
    ConfigurableApplicationContext one = processes.get(random.nextInt(processes.size()));
    long begin = System.nanoTime();
    JsonNode product = json(one, "/v1/products/" + sku(i), then.token());
    slowest.accumulateAndGet(System.nanoTime() - begin, Math::max);
    assertThat(product.at("/price/minor").asInt()).isGreaterThanOrEqualTo(then.price());
  }

  /// What a process answers, with 200.
  JsonNode json(ConfigurableApplicationContext one, String path, long token) throws Exception {
    String port = one.getEnvironment().getProperty("local.server.port", "?");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .headers("Consistency-Token", String.valueOf(token), "Prefer", "wait=20")
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body());
  }

  private static Sku sku(int i) {
    return new Sku("sku-" + i);
  }

  static Money pounds(long minor) {
    return Money.of(minor, Currency.GBP);
  }
}
