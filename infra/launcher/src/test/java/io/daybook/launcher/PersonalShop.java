package io.daybook.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daybook.cli.DaybookCli;
import io.daybook.cli.http.Api;
import io.daybook.cli.http.Call;
import io.daybook.cli.http.CallTimes;
import io.daybook.cli.http.Reply;
import io.daybook.eventstore.LogEventStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine;
import redis.embedded.RedisServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Daybook with all that it can have, Kafka and Redis too, and customers who have names.
final class PersonalShop implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String REDIS = "daybook.cache.redis.uri";

  final Path data;
  private final RedisServer redis;
  private RunningDaybook daybook;
  private Api api;

  private PersonalShop(Path data, RedisServer redis) {
    this.data = data;
    this.redis = redis;
    daybook = RunningDaybook.start(new Options(data, 0, false, true));
    api = new Api(daybook.api(), PATIENCE, new CallTimes());
  }

  static PersonalShop open(Path data) throws IOException {
    int port;
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = any.getLocalPort();
    }
    RedisServer redis =
        RedisServer.newRedisServer()
            .port(port)
            .setting("bind 127.0.0.1")
            .setting("save \"\"")
            .build();
    redis.start();
    System.setProperty(REDIS, "redis://127.0.0.1:" + port);
    return new PersonalShop(data, redis);
  }

  /// Kills the database, as if the machine had stopped at this moment, and starts everything again.
  void crash() throws Exception {
    try (Stream<Path> files = Files.walk(data, 3)) {
      Path file = files.filter(it -> it.endsWith("postmaster.pid")).findFirst().orElseThrow();
      long server = Long.parseLong(Files.readAllLines(file).getFirst().strip());
      ProcessHandle process = ProcessHandle.of(server).orElseThrow();
      process.destroyForcibly();
      process.onExit().join();
    }
    daybook.close();
    daybook = RunningDaybook.start(new Options(data, 0, false, true));
    api = new Api(daybook.api(), PATIENCE, new CallTimes());
  }

  Api api() {
    return api;
  }

  void withoutRedis(Runnable what) throws IOException {
    redis.stop();
    try {
      what.run();
    } finally {
      redis.start();
    }
  }

  String redis() {
    return System.getProperty(REDIS);
  }

  String setting(String name) {
    return daybook.bean(Environment.class).getRequiredProperty(name);
  }

  <T> T bean(Class<T> type) {
    return daybook.bean(type);
  }

  long head() {
    return daybook.bean(LogEventStore.class).head();
  }

  JdbcClient database(String name) {
    return JdbcClient.create(daybook.bean(name + "DataSource", DataSource.class));
  }

  Connection connection(String name) throws SQLException {
    return daybook.bean(name + "DataSource", DataSource.class).getConnection();
  }

  /// Lists a product and books units in.
  void sell(String sku) {
    done(
        post(
            "/v1/products",
            """
            {"sku":"%s","name":"A %1$s","category":"All","price":{"minor":250,"currency":"GBP"}}
            """
                .formatted(sku)));
    done(post("/v1/stock/{sku}/receipts", "{\"units\":50,\"reference\":\"x\"}", sku));
  }

  void register(String customer, String name, String email) {
    done(
        post(
            "/v1/customers",
            "{\"customerId\":\"%s\",\"name\":\"%s\",\"email\":\"%s\",\"country\":\"France\"}"
                .formatted(customer, name, email)));
  }

  Reply erase(String customer) {
    return done(Call.of("DELETE", "/v1/customers/{customer}/personal-data", customer));
  }

  /// An order of the customer for two units, which is confirmed.
  String order(String customer, String sku) {
    String order =
        done(post(
                "/v1/orders",
                """
                {"customerId":"%s","country":"France","paymentToken":"4242424242424242",
                 "lines":[{"kind":"GOODS","sku":"%s","units":2,"unitPrice":{"minor":250,"currency":"GBP"}}]}
                """
                    .formatted(customer, sku)))
            .json()
            .path("orderId")
            .asString();
    awaitStatus(order, "CONFIRMED");
    return order;
  }

  void awaitStatus(String order, String status) {
    await()
        .atMost(PATIENCE)
        .until(() -> get("/v1/orders/{order}", order).path("status").asString().equals(status));
  }

  /// What a query answers that knows everything that has happened.
  JsonNode get(String path, Object... ids) {
    Reply reply =
        api.send(
            Call.get(path, ids)
                .header("Consistency-Token", String.valueOf(head()))
                .waiting(PATIENCE));
    return reply.accepted() ? reply.json() : JsonNodeFactory.instance.missingNode();
  }

  Call post(String path, String json, Object... ids) {
    return Call.of("POST", path, ids).json(json).key(UUID.randomUUID().toString());
  }

  Reply done(Call call) {
    Reply reply = api.send(call);
    assertThat(reply.accepted()).as("%s: %s", call.name(), reply.text()).isTrue();
    return reply;
  }

  void awaitForgotten(String customer) {
    await()
        .atMost(PATIENCE)
        .until(() ->
            database("events")
                .sql(
                    "select count(*) from privacy.customer_keys where customer_id = ? and wrapped_key is null")
                .param(customer)
                .query(Integer.class)
                .single()
                .equals(1));
  }

  /// What the report says, line by line.
  List<JsonNode> report(String customer, String... values) {
    var body = JsonNodeFactory.instance.objectNode().put("customerId", customer);
    List.of(values).forEach(body.putArray("values")::add);
    return done(Call.of("POST", "/ops/privacy/report").json(body.toString())).lines();
  }

  int cli(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--api", daybook.api().toString()));
    return new CommandLine(new DaybookCli()).execute(all.toArray(String[]::new));
  }

  /// The lines of the stream.
  List<String> stream(String query) {
    return done(Call.get("/v1/streams/all/events" + query)).text().lines().toList();
  }

  /// The files below a directory that have one of the texts in them, in any place.
  static List<Path> filesWith(Path root, String... texts) throws IOException {
    List<String> bytes =
        Stream.of(texts)
            .map(it -> new String(it.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
            .toList();
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .filter(it -> !it.toString().endsWith("index"))
          .filter(it -> {
            String content = content(it);
            return bytes.stream().anyMatch(content::contains);
          })
          .toList();
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException _) {
      return "";
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() throws IOException {
    System.clearProperty(REDIS);
    daybook.close();
    redis.stop();
  }
}
