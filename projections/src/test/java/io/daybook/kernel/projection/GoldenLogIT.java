package io.daybook.kernel.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.axon.EventJson;
import io.daybook.schema.EventCatalogue;
import io.daybook.schema.EventCatalogue.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The logs of released versions fold to the states that were recorded with them (V1).
///
/// When events have got new types, revisions or members, raise [#RELEASE] and run this with
/// `-Ddaybook.write-docs=true`, then the tests of event-schemas: that records another log. Those
/// that are there stay as they are.
class GoldenLogIT {

  private static final String RELEASE = "0.1.0";
  private static final Path LOGS =
      Path.of(System.getProperty("daybook.root", ".."), "event-schemas/released/logs");

  @RegisterExtension private static final ViewsDatabase VIEWS = new ViewsDatabase();
  private static final List<ReadModel> MODELS = ReadModelsIT.models();

  static List<String> releases() throws IOException {
    if (Boolean.getBoolean("daybook.write-docs") && !Files.exists(log(RELEASE))) {
      GoldenLog golden = GoldenLog.of(GoldenShop.history());
      Files.writeString(
          log(RELEASE), golden.lines().stream().map(it -> it + "\n").collect(Collectors.joining()));
    }
    try (Stream<Path> files = Files.list(LOGS)) {
      return files
          .map(it -> it.getFileName().toString())
          .filter(it -> it.endsWith(".ndjson"))
          .map(it -> it.replace(".ndjson", ""))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("releases")
  void a_released_log_folds_to_the_recorded_rows(String release) throws Exception {
    var log = GoldenLog.read(log(release)).messages();
    ReadModels tables = new ReadModels(VIEWS.pool(), MODELS, Duration.ZERO);
    assertThat(tables.position()).isZero();

    tables.apply(log, log.size());

    if (Boolean.getBoolean("daybook.write-docs") && !Files.exists(rows(release))) {
      Files.writeString(rows(release), written(recordable()));
    }
    JsonNode recorded = EventJson.mapper().readTree(Files.readString(rows(release)));
    assertThat(recorded.propertyNames()).hasSizeGreaterThan(8);
    recorded.forEachEntry((table, rows) -> {
      List<JsonNode> expected = rows.valueStream().toList();
      assertThat(expected).as(table).isNotEmpty();
      assertThat(recordedColumns(rowsOf(table), expected.getFirst()))
          .as("%s as of %s", table, release)
          .containsExactlyInAnyOrderElementsOf(expected);
    });
  }

  @Test
  void the_released_logs_have_every_event_with_and_without_what_may_be_absent() throws Exception {
    TreeSet<String> missing = new TreeSet<>();
    for (EventType type : EventCatalogue.types()) {
      for (int revision = 1; revision <= type.revision(); revision++) {
        missing.addAll(seenOf(type, revision));
      }
    }
    for (String release : releases()) {
      GoldenLog.read(log(release))
          .lines()
          .forEach(line -> {
            String event = line.path("type").asString() + "." + line.path("revision").asString();
            missing.remove(event);
            line.path("payload")
                .propertyNames()
                .forEach(it -> missing.remove(event + " with " + it));
            missing.removeIf(it ->
                it.startsWith(event + " without ")
                    && line.path("payload")
                        .path(it.substring(it.lastIndexOf(' ') + 1))
                        .isMissingNode());
          });
    }

    assertThat(missing).as("in no released log").isEmpty();
  }

  private static List<String> seenOf(EventType type, int revision) throws IOException {
    JsonNode schema;
    try (InputStream file =
        Objects.requireNonNull(
            EventCatalogue.class.getResourceAsStream(type.schemaResource(revision)))) {
      schema = EventJson.mapper().readTree(file);
    }
    String event = type.name() + "." + revision;
    List<String> required = schema.path("required").valueStream().map(JsonNode::asString).toList();
    List<String> seen = new ArrayList<>(List.of(event));
    for (String member : schema.path("properties").propertyNames()) {
      seen.add(event + " with " + member);
      if (!required.contains(member)) {
        seen.add(event + " without " + member);
      }
    }
    return seen;
  }

  /// Rows with the columns alone that were recorded: later releases add others.
  private static List<JsonNode> recordedColumns(List<ObjectNode> rows, JsonNode recorded) {
    return rows.stream().<JsonNode>map(it -> it.retain(recorded.propertyNames())).toList();
  }

  private static Map<String, List<ObjectNode>> recordable() {
    Map<String, List<ObjectNode>> tables = new TreeMap<>();
    for (ReadModel model : MODELS) {
      for (String table : model.tables()) {
        tables.put(table, rowsOf(table).stream().map(it -> it.remove(model.incidental())).toList());
      }
    }
    return tables;
  }

  private static List<ObjectNode> rowsOf(String table) {
    try (Connection connection = VIEWS.pool().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("set time zone 'UTC'");
      List<ObjectNode> rows = new ArrayList<>();
      try (ResultSet found =
          statement.executeQuery(
              "select to_jsonb(t)::text from %s t order by 1".formatted(table))) {
        while (found.next()) {
          rows.add((ObjectNode) EventJson.mapper().readTree(found.getString(1)));
        }
      }
      return rows;
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /// A row on each line.
  private static String written(Map<String, List<ObjectNode>> tables) {
    return tables.entrySet().stream()
        .map(table ->
            "\"%s\": [\n%s\n]"
                .formatted(
                    table.getKey(),
                    table.getValue().stream()
                        .map(ObjectNode::toString)
                        .collect(Collectors.joining(",\n"))))
        .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
  }

  private static Path log(String release) {
    return LOGS.resolve(release + ".ndjson");
  }

  private static Path rows(String release) {
    return LOGS.resolve(release + ".rows.json");
  }
}
