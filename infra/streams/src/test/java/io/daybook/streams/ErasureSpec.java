package io.daybook.streams;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.daybook.eventstore.LinePage;
import io.daybook.kernel.CustomerId;
import io.daybook.web.Contract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ErasureSpec {

  private static final String SCHEMAS = "https://daybook.example/schema/";
  private static final String SEALED = "{\"ciphertext\": \"3q2+7wAAAAAAAAAAQ2lwaGVydGV4dA==\"}";
  private static final String GONE =
      line(1, "customer.registered", "gone", "\"name\": %1$s, \"email\": %1$s".formatted(SEALED));
  private static final String THERE =
      line(2, "customer.email-changed", "there", "\"email\": " + SEALED);
  private static final String WHOLE =
      line(1, "customer.registered", "gone", "\"email\": %s, \"country\": \"x\"".formatted(SEALED))
          .replace(
              "\"version\":1", "\"version\":1,\"aggregateType\":\"Customer\",\"eventId\":\"e\"");
  private static final String OTHER =
      line(
          3,
          "ordering.order-cancelled",
          "gone",
          "\"reason\": \"\\\"email\\\": {\\\"ciphertext\\\"\"");

  private final Erasure erasure =
      new Erasure(customers -> {
        Set<CustomerId> gone = new HashSet<>(customers);
        gone.retainAll(Set.of(new CustomerId("gone")));
        return gone;
      });

  @Test
  void personal_fields_of_the_forgotten_are_null_and_named() {
    assertThat(text(erasure.of(page(THERE, GONE, OTHER))))
        .isEqualTo(
            THERE
                + GONE.replace(SEALED, "null").replace("}\n", ",\"erased\":[\"name\",\"email\"]}\n")
                + OTHER);
  }

  @Test
  void a_page_on_which_nothing_is_erased_is_the_same_page() {
    LinePage page = page(THERE, OTHER);

    assertThat(erasure.of(page)).isSameAs(page);
  }

  @Test
  void server_sent_events_show_the_same() throws IOException {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();

    Form.EVENT_STREAM.events(erasure.of(page(GONE)), sent);

    assertThat(sent.toString(StandardCharsets.UTF_8))
        .startsWith("id:1\ndata:{\"position\":1,")
        .endsWith(",\"erased\":[\"name\",\"email\"]}\n\n")
        .contains("\"name\": null, \"email\": null")
        .doesNotContain("ciphertext");
  }

  @Test
  void a_line_of_who_is_erased_is_as_the_contracts_say() throws IOException {
    JsonNode erased = JsonMapper.shared().readTree(text(erasure.of(page(WHOLE))));

    assertThat(new Contract("openapi/stream-api.yaml").check("Event", erased)).isEmpty();
    Schema message = message("customer.registered");
    assertThat(message.validate(erased)).isEmpty();
    assertThat(message.validate(JsonMapper.shared().readTree(WHOLE))).isEmpty();
    assertThat(message.validate(JsonMapper.shared().readTree(WHOLE.replace(SEALED, "\"Ann\""))))
        .as("what is neither sealed nor erased")
        .isNotEmpty();
  }

  /// What `docs/streams.asyncapi.json` says of the lines of a type.
  private static Schema message(String type) throws IOException {
    String document =
        Files.readString(Path.of("..", "..", "docs", "streams.asyncapi.json"))
            .replace("../event-schemas/src/main/resources/io/daybook/schema/", SCHEMAS);
    return SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry ->
                registry.schemaIdResolvers(
                    ids -> ids.mapPrefix(SCHEMAS, "classpath:io/daybook/schema/")))
        .getSchema(
            JsonMapper.shared()
                .readTree(document)
                .path("components")
                .path("messages")
                .path(type)
                .path("payload"));
  }

  private static String line(long position, String type, String customer, String members) {
    return """
    {"position":%d,"stream":"customer/%s","version":1,"type":"%s","revision":"1",\
    "payload":{"customerId": "%2$s", %s},"metadata":{},"recordedAt":"2026-11-23T09:30:00Z"}
    """
        .formatted(position, customer, type, members);
  }

  private static LinePage page(String... lines) {
    byte[] bytes = String.join("", List.of(lines)).getBytes(StandardCharsets.UTF_8);
    return new LinePage(0, lines.length, lines.length, bytes, bytes.length);
  }

  private static String text(LinePage page) {
    return new String(page.bytes(), 0, page.length(), StandardCharsets.UTF_8);
  }
}
