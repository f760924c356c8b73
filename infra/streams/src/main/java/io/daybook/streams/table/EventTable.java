package io.daybook.streams.table;

import io.daybook.schema.EventCatalogue;
import io.daybook.schema.EventCatalogue.EventType;
import io.daybook.streams.table.PayloadColumns.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Events as a table of DuckDB, on their way from JSON lines into Parquet files. What it has no
/// memory for it keeps in a scratch directory. Used by one thread.
public final class EventTable implements AutoCloseable {

  private static final String ROWS = "120000";

  /// Longer than any event may be.
  private static final String LONGEST_LINE = "67108864";

  private static final String COMMON = String.join(", ", PayloadColumns.COMMON);
  private static final Map<String, EventType> KNOWN =
      EventCatalogue.types().stream()
          .collect(Collectors.toMap(EventType::name, Function.identity()));

  /// The payload without what no table shows.
  private static final String SHOWN =
      KNOWN.values().stream()
          .map(EventTable::withoutHidden)
          .collect(Collectors.joining(" ", "case type ", " else payload end as payload"));

  private final Connection duck;

  /// @param scratch an existing directory of the caller's
  /// @param memory most that it takes, such as `512MB`
  /// @throws IOException when DuckDB does not start
  public EventTable(Path scratch, String memory) throws IOException {
    try {
      duck = DriverManager.getConnection("jdbc:duckdb:" + scratch.resolve("events.duckdb"));
      run(
          """
          set memory_limit = '%s'; set temp_directory = '%s'; set timezone = 'UTC';
          set autoinstall_known_extensions = false
          """
              .formatted(memory, literal(scratch)));
    } catch (SQLException failed) {
      throw new IOException("DuckDB does not start: " + failed.getMessage(), failed);
    }
  }

  /// Takes events in, in place of those before.
  ///
  /// @param lines as the stream API gives them
  /// @return how many there are of each type
  public Map<String, Long> load(Path lines) throws IOException {
    try {
      run(
          """
          create or replace table events as
          select position, stream, version, "eventId" as event_id, type, revision,
                 "recordedAt" as recorded_at, metadata, payload, erased
            from read_json('%s', format = 'newline_delimited', maximum_object_size = %s,
                 columns = {position: 'BIGINT', stream: 'VARCHAR', version: 'BIGINT', "eventId": 'VARCHAR',
                            type: 'VARCHAR', revision: 'VARCHAR', payload: 'JSON', metadata: 'JSON',
                            "recordedAt": 'TIMESTAMPTZ', erased: 'VARCHAR[]'})
          """
              .formatted(literal(lines), LONGEST_LINE));
      Map<String, Long> types = new LinkedHashMap<>();
      try (Statement query = duck.createStatement();
          ResultSet rows =
              query.executeQuery("select type, count(*) from events group by type order by type")) {
        while (rows.next()) {
          types.put(rows.getString(1), rows.getLong(2));
        }
      }
      return types;
    } catch (SQLException failed) {
      throw new IOException("DuckDB can't read the events: " + failed.getMessage(), failed);
    }
  }

  /// Writes the events of one type, with a column for each member. A type that this version doesn't
  /// know keeps its payload as JSON.
  ///
  /// @param about goes into the file as its metadata
  public void write(String type, Path file, Map<String, String> about) throws IOException {
    EventType event = KNOWN.get(type);
    String of = "from events where type = '%s'".formatted(type.replace("'", "''"));
    if (event == null) {
      copy("select %s, payload, erased %s".formatted(COMMON, of), file, about);
      return;
    }
    PayloadColumns columns = PayloadColumns.of(event);
    String own =
        columns.all().stream()
            .map(it -> ", %s as \"%s\"".formatted(value(it), it.name()))
            .collect(Collectors.joining());
    copy(
        "select %s%s from (select *, json_transform(payload, '%s') as p %s)"
            .formatted(COMMON, own, structure(columns), of),
        file,
        about);
  }

  /// Writes the events of all types, with the payload as JSON. Members that have no column in the
  /// table of one type are not in it; `erased` names those that were erased.
  ///
  /// @param about goes into the file as its metadata
  public void write(Path file, Map<String, String> about) throws IOException {
    copy("select %s, type, %s, erased from events".formatted(COMMON, SHOWN), file, about);
  }

  private void copy(String select, Path file, Map<String, String> about) throws IOException {
    String metadata =
        about.entrySet().stream()
            .map(it -> "%s: '%s'".formatted(it.getKey(), it.getValue()))
            .collect(Collectors.joining(", ", ", kv_metadata {", "}"));
    try {
      run(
          "copy (%s order by position) to '%s' (format parquet, compression zstd, row_group_size %s%s)"
              .formatted(select, literal(file), ROWS, about.isEmpty() ? "" : metadata));
    } catch (SQLException failed) {
      throw new IOException("DuckDB can't make the files: " + failed.getMessage(), failed);
    }
  }

  /// A member that is merged with null goes.
  private static String withoutHidden(EventType type) {
    List<String> hidden = PayloadColumns.of(type).hidden();
    return hidden.isEmpty()
        ? ""
        : "when '%s' then json_merge_patch(payload, '%s')"
            .formatted(
                type.name(),
                hidden.stream()
                    .map("\"%s\": null"::formatted)
                    .collect(Collectors.joining(", ", "{", "}")));
  }

  private static String value(PayloadColumns.Column column) {
    String value =
        column.path().stream()
            .map(it -> ".\"" + it + "\"")
            .collect(Collectors.joining("", "p", ""));
    return column.kind() == Kind.INSTANT ? "cast(%s as timestamptz)".formatted(value) : value;
  }

  /// In the words of `json_transform`.
  private static JsonNode structure(PayloadColumns columns) {
    ObjectNode members = JsonMapper.shared().createObjectNode();
    columns.members().forEach(it -> members.set(it.name(), structure(it.schema())));
    return members;
  }

  private static JsonNode structure(JsonNode schema) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (schema.path("type").asString()) {
      case "object" -> {
        ObjectNode members = json.objectNode();
        PayloadColumns.members(schema)
            .forEach(it -> members.set(it.name(), structure(it.schema())));
        yield members;
      }
      case "array" -> json.arrayNode().add(structure(PayloadColumns.items(schema)));
      case "integer" -> json.stringNode("BIGINT");
      case "boolean" -> json.stringNode("BOOLEAN");
      default -> json.stringNode("VARCHAR");
    };
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = duck.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String literal(Path path) {
    return path.toString().replace("'", "''");
  }

  @Override
  public void close() throws IOException {
    try {
      duck.close();
    } catch (SQLException failed) {
      throw new IOException("DuckDB does not stop: " + failed.getMessage(), failed);
    }
  }
}
