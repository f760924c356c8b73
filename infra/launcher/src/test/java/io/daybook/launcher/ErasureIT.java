package io.daybook.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daybook.cli.http.Call;
import io.daybook.cli.verify.Check;
import io.daybook.cli.verify.Verification;
import io.daybook.kernel.view.Answer;
import io.daybook.kernel.view.Shelves;
import io.lettuce.core.RedisClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// What is left of a customer who is erased: nothing, in any store, whatever happens meanwhile.
class ErasureIT {

  private static final String NAME = "Zenobia Quartermaine-Æbelø";
  private static final String EMAIL = "zenobia.q@aebeloe.example";
  private static final String NEW_EMAIL = "zq1985@elsewhere.example";
  private static final String[] VALUES = {NAME, EMAIL, NEW_EMAIL};

  @TempDir static Path folder;
  private static PersonalShop shop;

  @BeforeAll
  static void open() throws Exception {
    shop = PersonalShop.open(folder.resolve("data"));
    shop.sell("mug");
  }

  @AfterAll
  static void close() throws Exception {
    shop.close();
  }

  @Test
  void after_an_erasure_no_store_holds_a_personal_value_and_the_books_are_right() throws Exception {
    shop.register("c1", NAME, EMAIL);
    String returned = shop.order("c1", "mug");
    String kept = shop.order("c1", "mug");
    shop.done(shop.post("/v1/orders/{order}/cancellation", "{\"reason\":\"too many\"}", returned));
    shop.awaitStatus(returned, "CANCELLED");
    JdbcClient views = shop.database("views");
    // A dead letter: the change of address can't be applied, and what follows waits behind it.
    views
        .sql(
            "alter table customer add constraint broken check (customer_id <> 'c1' or version < 2)")
        .update();
    shop.done(Call.of("PATCH", "/v1/customers/c1").json("{\"email\":\"%s\"}".formatted(NEW_EMAIL)));
    await().atMost(PersonalShop.PATIENCE).until(() -> held() == 1);
    snapshot();
    warm(returned, kept);
    assertThat(
            shop.cli("export", "--format", "NDJSON", "--out", folder.resolve("before").toString()))
        .isZero();
    List<JsonNode> before = shop.report("c1");
    assertThat(of(before, "standing").path("readable").asInt()).isEqualTo(3);
    assertThat(of(before, "end").path("clean").asBoolean()).isFalse();
    assertThat(finds(before, "PLAIN")).as("never was anything but ciphertext").isEmpty();
    assertThat(shop.cli("privacy", "report", "c1")).isEqualTo(1);

    assertThat(receipts()).isPositive();

    long head = shop.erase("c1").consistencyToken().map(Long::parseLong).orElseThrow();
    shop.awaitForgotten("c1");
    await().atMost(PersonalShop.PATIENCE).until(() -> receipts() == 0);
    assertThat(finds(shop.report("c1", VALUES), "SEALED"))
        .as("its dead letter keeps the row from being cleaned")
        .anyMatch(it -> it.startsWith("database views: public.customer"));
    views.sql("alter table customer drop constraint broken").update();
    assertThat(shop.cli("quarantine", "redrive", "projections.customer.customers", "c1")).isZero();
    assertThat(shop.erase("c1").accepted()).as("erased again").isTrue();

    JsonNode customer = shop.get("/v1/customers/c1");
    assertThat(customer.path("erased").asBoolean()).isTrue();
    assertThat(customer.has("email")).isFalse();
    assertThat(customer.has("name")).isFalse();
    assertClean("c1", VALUES);
    assertThat(PersonalShop.filesWith(shop.data, VALUES)).isEmpty();
    assertThat(shop.head()).as("erasing again writes nothing").isEqualTo(head);
    assertThat(shop.stream("?aggregate=customer/c1").subList(0, 2))
        .allSatisfy(line ->
            assertThat(line).contains("\"email\": null", "\"erased\":[").doesNotContain("cipher"));
    Path after = folder.resolve("after");
    assertThat(shop.cli("export", "--format", "NDJSON", "--out", after.toString())).isZero();
    assertThat(
            shop.cli(
                "privacy",
                "report",
                "c1",
                "--values-from",
                Files.writeString(folder.resolve("values"), String.join("\n", VALUES)).toString(),
                "--export",
                after.toString(),
                "--export",
                folder.resolve("before").toString()))
        .isZero();
    assertThat(shop.cli("projections", "rebuild", "customer.customers")).isZero();
    assertThat(shop.get("/v1/customers/c1").path("erased").asBoolean()).isTrue();
    assertThat(shop.get("/v1/orders/{order}", kept).path("customerId").asString()).isEqualTo("c1");
    assertThat(
            shop.api()
                .send(shop.post("/v1/customers", "{\"customerId\":\"c1\",\"country\":\"x\"}"))
                .text())
        .as("the fold of the log knows it, too")
        .contains("/problems/customer/erased");
    assertThat(new Verification(shop.api(), PersonalShop.PATIENCE).prove())
        .allSatisfy((Check check) -> assertThat(check.offenders()).as(check.claim()).isEmpty());
    assertClean("c1", VALUES);
  }

  @Test
  void an_erasure_that_dies_with_its_key_is_completed_after_a_restart() throws Exception {
    shop.register("c2", NAME + " II", "second." + EMAIL);
    assertThat(shop.get("/v1/customers/c2").path("name").asString()).isEqualTo(NAME + " II");
    try (Connection views = shop.connection("views");
        Statement statement = views.createStatement()) {
      views.setAutoCommit(false);
      statement.execute("lock table customer in access exclusive mode");
      shop.erase("c2");
      shop.awaitForgotten("c2");
      shop.crash();
    } catch (SQLException _) {
      // The connection died with the server.
    }

    assertThat(shop.get("/v1/customers/c2").path("erased").asBoolean()).isTrue();
    assertClean("c2", NAME + " II", "second." + EMAIL);
  }

  @Test
  void a_value_that_is_left_anywhere_is_found_there() throws Exception {
    String name = "Left-Behind Æthelstan";
    shop.register("c3", "Somebody", "somebody@c3.example");
    shop.erase("c3");
    shop.awaitForgotten("c3");
    assertClean("c3", name);
    JdbcClient views = shop.database("views");
    JdbcClient sagas = shop.database("sagas");
    JdbcClient events = shop.database("events");
    views.sql("create table new_model (id int, note jsonb)").update();
    views.sql("insert into new_model values (1, jsonb_build_object('to', ?))").param(name).update();
    sagas
        .sql(
            "insert into scheduled_tasks (task_name, task_instance, task_data, picked, version,"
                + " execution_time) values ('x', 'x', convert_to(?, 'UTF8'), true, 1, now() +"
                + " interval '1 day')")
        .param(name)
        .update();
    events
        .sql("insert into command.parked_webhooks values ('w', 'stripe', 'o', ?)")
        .param("for " + name.toUpperCase(Locale.ROOT))
        .update();
    send("PUT", "/stray/_doc/1?refresh=true", "{\"who\":\"%s\"}".formatted(name));
    shop.bean(Shelves.class)
        .open("stray")
        .find("1", () -> Optional.of(Answer.of(Map.of("to", name), 1)));
    try (RedisClient client = RedisClient.create(shop.redis());
        var redis = client.connect()) {
      redis.sync().set("daybook:stray", name);
    }
    publish("daybook.stray", name);
    Files.writeString(shop.data.resolve("logs/stray.log"), "one\n" + name + "\n");
    List<JsonNode> report = shop.report("c3", name);

    assertThat(finds(report, "PLAIN"))
        .containsExactlyInAnyOrder(
            "database views: public.new_model.note",
            "database sagas: public.scheduled_tasks.task_data",
            "database events: command.parked_webhooks.body",
            "search index: stray",
            "cache of this process: stray",
            "cache in Redis: keys",
            "Kafka: daybook.stray",
            "log files: " + shop.data.resolve("logs/stray.log"));
    assertThat(of(report, "end").path("clean").asBoolean()).isFalse();
    assertThat(report.toString()).as("says where, never what").doesNotContain(name);
    assertThat(shop.cli("privacy", "report", "c3", "--value", name)).isEqualTo(1);
    assertThat(PersonalShop.filesWith(shop.data.resolve("logs"), name))
        .containsExactly(shop.data.resolve("logs/stray.log"));
  }

  @Test
  void what_can_not_be_searched_or_is_not_known_proves_nothing() throws Exception {
    shop.register("c4", "Somebody", "somebody@c4.example");
    shop.erase("c4");
    shop.awaitForgotten("c4");
    assertClean("c4");
    shop.withoutRedis(() -> {
      List<JsonNode> report = shop.report("c4");
      assertThat(of(report, "end").path("complete").asBoolean()).isFalse();
      assertThat(of(report, "end").path("clean").asBoolean()).isFalse();
      assertThat(report.stream().map(it -> it.at("/store/problem").asString("")))
          .filteredOn(it -> !it.isEmpty())
          .singleElement()
          .asString()
          .startsWith("cache in Redis could not be searched to its end");
      assertThat(shop.cli("privacy", "report", "c4")).isEqualTo(3);
    });
    assertThat(shop.cli("privacy", "report", "nobody")).isEqualTo(1);
    assertThat(shop.cli("privacy", "report", "c4", "--value", "ab")).isEqualTo(2);
  }

  private static void assertClean(String customer, String... values) {
    await()
        .atMost(PersonalShop.PATIENCE)
        .untilAsserted(() -> {
          List<JsonNode> report = shop.report(customer, values);
          assertThat(of(report, "end").path("complete").asBoolean()).isTrue();
          assertThat(of(report, "end").path("clean").asBoolean())
              .as(String.join("\n", report.stream().map(JsonNode::toString).toList()))
              .isTrue();
          assertThat(of(report, "standing").path("key").asString()).isEqualTo("destroyed");
          assertThat(
                  report.stream()
                      .filter(it -> it.has("store"))
                      .map(it -> it.at("/store/store").asString()))
              .containsExactly(
                  "database events",
                  "database sagas",
                  "database views",
                  "archived log",
                  "search index",
                  "cache of this process",
                  "cache in Redis",
                  "Kafka",
                  "log files");
        });
  }

  private static JsonNode of(List<JsonNode> report, String kind) {
    return report.stream().filter(it -> it.has(kind)).findFirst().orElseThrow().get(kind);
  }

  private static List<String> finds(List<JsonNode> report, String trace) {
    return report.stream()
        .flatMap(it ->
            it.path("store")
                .path("found")
                .valueStream()
                .filter(find -> find.path("trace").asString().equals(trace))
                .map(find ->
                    it.at("/store/store").asString() + ": " + find.path("place").asString()))
        .toList();
  }

  /// Each has a digest of a request that had names in it.
  private static long receipts() {
    return shop.database("events")
        .sql("select count(*) from receipts where outcome like '%\"customer/c1\"%'")
        .query(Long.class)
        .single();
  }

  private static long held() {
    return shop.api().send(Call.get("/ops/quarantine")).json().path("sequences").size();
  }

  /// Customers have none by policy; here is one as a version before this could have left it.
  private static void snapshot() {
    shop.database("events")
        .sql(
            """
            insert into snapshots
            select stream, version, aggregate_type, event_id, 'customer', '0', payload, metadata, recorded_at
              from events where stream = 'customer/c1' and version = 1
            """)
        .update();
  }

  private static void warm(String... orders) {
    for (String order : orders) {
      shop.get("/v1/orders/{order}", order);
    }
    shop.get("/v1/products/mug");
    shop.get("/v1/customers/c1");
    shop.get("/v1/orders?customer=c1");
  }

  private static void send(String method, String path, String body) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      int status =
          http.send(
                  HttpRequest.newBuilder(
                          URI.create(shop.setting("daybook.elasticsearch.uri") + path))
                      .header("Content-Type", "application/json")
                      .method(method, BodyPublishers.ofString(body))
                      .build(),
                  BodyHandlers.discarding())
              .statusCode();
      assertThat(status).isBetween(200, 201);
    }
  }

  private static void publish(String topic, String value) throws Exception {
    Map<String, Object> cluster =
        Map.of("bootstrap.servers", shop.setting("daybook.kafka.bootstrap-servers"));
    try (Admin admin = Admin.create(cluster);
        var producer =
            new KafkaProducer<>(cluster, new StringSerializer(), new StringSerializer())) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
      producer.send(new ProducerRecord<>(topic, "key", value)).get();
    }
  }
}
