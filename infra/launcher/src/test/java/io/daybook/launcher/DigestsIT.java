package io.daybook.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daybook.cli.http.Call;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// K2 of the design: the log, the HTTP stream, the topics and both exports are the same events, to
/// the byte. Each digest is made without the code that made the others.
class DigestsIT {

  @TempDir static Path folder;
  private static PersonalShop shop;

  @BeforeAll
  static void open() throws Exception {
    shop = PersonalShop.open(folder.resolve("data"));
    shop.sell("mug");
    shop.register("c1", "Ænne \\\"Q\\\" O'Brien \\\\ ü", "aenne@digests.example");
    shop.register("c2", "Bo", "bo@digests.example");
    String cancelled = shop.order("c1", "mug");
    shop.order("c2", "mug");
    shop.done(
        shop.post(
            "/v1/orders/{order}/cancellation",
            "{\"reason\":\"too \\\"many\\\" \\\\ \\u00fc\"}",
            cancelled));
    shop.awaitStatus(cancelled, "CANCELLED");
  }

  @AfterAll
  static void close() throws Exception {
    shop.close();
  }

  @Test
  void log_stream_topics_and_exports_have_one_digest() throws Exception {
    long head = shop.head();
    String log = ofLog(1, head);

    assertThat(ofStream(1, head)).isEqualTo(log);
    assertThat(ofTopics(head)).isEqualTo(log);
    assertThat(ofFiles(export("NDJSON", head))).isEqualTo(log);
    for (String format : List.of("NDJSON", "PARQUET")) {
      List<JsonNode> parts = parts(export(format, head));
      assertThat(parts.getFirst().path("first").asLong()).isEqualTo(1);
      assertThat(parts.getLast().path("last").asLong()).isEqualTo(head);
      assertThat(parts)
          .allSatisfy(part ->
              assertThat(part.path("sha256").asString())
                  .isEqualTo(ofLog(part.path("first").asLong(), part.path("last").asLong())));
    }

    shop.erase("c1");

    assertThat(ofLog(1, head)).as("the log is never changed").isEqualTo(log);
    assertThat(ofTopics(head)).as("nor are the topics").isEqualTo(log);
    String erased = ofStream(1, head);
    assertThat(erased).as("what is erased is not shown").isNotEqualTo(log);
    Path after = folder.resolve("after");
    assertThat(export("NDJSON", head, after)).isEqualTo(after);
    assertThat(ofFiles(after)).isEqualTo(erased);
  }

  /// The same lines, made by PostgreSQL on its own.
  private static String ofLog(long first, long last) {
    return shop.database("events")
        .sql(
            """
            select encode(sha256(convert_to(string_agg(
                     '{"position":' || position || ',"stream":' || to_json(stream)
                     || ',"version":' || version || ',"aggregateType":' || to_json(aggregate_type)
                     || ',"eventId":' || to_json(event_id) || ',"type":' || to_json(type)
                     || ',"revision":' || to_json(revision) || ',"payload":' || payload
                     || ',"metadata":' || metadata || ',"recordedAt":"'
                     || replace((recorded_at at time zone 'UTC')::text, ' ', 'T')
                     || 'Z"}' || E'\\n', '' order by position), 'UTF8')), 'hex')
              from events where position between ? and ?
            """)
        .params(first, last)
        .query(String.class)
        .single();
  }

  /// What the stream says of itself.
  private static String ofStream(long first, long last) {
    String end =
        shop.done(Call.get("/v1/streams/all/events?from=%d&until=%d".formatted(first, last)))
            .text()
            .lines()
            .reduce((_, next) -> next)
            .orElseThrow();
    return JsonMapper.shared().readTree(end).at("/end/sha256").asString();
  }

  private static String ofTopics(long head) {
    await()
        .atMost(PersonalShop.PATIENCE)
        .until(() ->
            PublishedLines.in(shop.setting("daybook.kafka.bootstrap-servers")).last() >= head);
    return sha256(
        PublishedLines.in(shop.setting("daybook.kafka.bootstrap-servers"))
            .until(head)
            .getBytes(StandardCharsets.UTF_8));
  }

  private static Path export(String format, long head) {
    return export(format, head, folder.resolve(format));
  }

  private static Path export(String format, long head, Path out) {
    assertThat(
            shop.cli(
                "export",
                "--format",
                format,
                "--until",
                String.valueOf(head),
                "--part-events",
                "7",
                "--out",
                out.toString()))
        .isZero();
    return out;
  }

  private static List<JsonNode> parts(Path export) throws IOException {
    return StreamSupport.stream(
            JsonMapper.shared()
                .readTree(Files.readAllBytes(export.resolve("manifest.json")))
                .path("parts")
                .spliterator(),
            false)
        .toList();
  }

  /// All files, one after the other.
  private static String ofFiles(Path export) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (JsonNode part : parts(export)) {
      for (JsonNode file : part.path("files")) {
        try (InputStream lines =
            new GZIPInputStream(
                Files.newInputStream(export.resolve(file.path("path").asString())))) {
          digest.update(lines.readAllBytes());
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String sha256(byte[] lines) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(lines));
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
