package io.daybook.axon;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.daybook.kernel.DomainEvent;
import io.daybook.kernel.Identifier;
import io.daybook.schema.EventCatalogue;
import io.daybook.schema.EventCatalogue.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Schemas, golden samples and records say the same.
class EventContractsSpec {

  private static final String SCHEMAS = "https://daybook.example/schema/";
  private static final JsonMapper JSON = EventJson.mapper();
  private static final JsonNode TYPES = read("/io/daybook/schema/types.json").get("$defs");
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          it ->
              it.schemaRegistryConfig(
                      SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build())
                  .schemaIdResolvers(
                      ids -> ids.mapPrefix(SCHEMAS, "classpath:io/daybook/schema/")));

  static List<EventType> types() {
    return EventCatalogue.types();
  }

  @ParameterizedTest
  @MethodSource("types")
  void a_schema_has_the_fields_of_its_record(EventType type) {
    JsonNode schema = read(type.schemaResource());

    assertThat(schema.get("title").asString()).isEqualTo(type.name());
    assertThat(schema.get("$id").asString()).isEqualTo(id(type));
    assertThat(schema.get("description").asString()).isNotBlank();
    assertThat(RecordShape.of(schema)).isEqualTo(RecordShape.of(type.payload()));
  }

  @ParameterizedTest
  @MethodSource("types")
  void a_golden_sample_keeps_its_schema(EventType type) {
    assertThat(schema(type).validate(read(type.goldenResource()))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("types")
  void a_golden_sample_is_read_and_written_back_unchanged(EventType type) {
    JsonNode golden = read(type.goldenResource());
    DomainEvent event = JSON.treeToValue(golden, type.payload());

    assertThat(JSON.readTree(JSON.writeValueAsString(event))).isEqualTo(golden);
  }

  @ParameterizedTest
  @MethodSource("types")
  void a_schema_lets_fields_pass_that_come_later(EventType type) {
    ObjectNode later = ((ObjectNode) read(type.goldenResource())).put("comesLater", 1);

    assertThat(schema(type).validate(later)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("types")
  void a_schema_catches_an_event_without_its_id(EventType type) {
    ObjectNode broken = (ObjectNode) read(type.goldenResource());
    broken.remove(read(type.schemaResource()).at("/required/0").asString());

    assertThat(schema(type).validate(broken)).isNotEmpty();
  }

  @Test
  void every_type_that_events_are_made_of_is_described_once() {
    Set<Class<?>> parts = new TreeSet<>((a, b) -> a.getName().compareTo(b.getName()));
    types().forEach(type -> RecordShape.collectParts(type.payload(), parts));

    assertThat(TYPES.propertyNames())
        .containsExactlyInAnyOrderElementsOf(parts.stream().map(RecordShape::nameOf).toList());
    for (Class<?> part : parts) {
      JsonNode schema = TYPES.get(RecordShape.nameOf(part));
      if (part.isEnum()) {
        assertThat(schema.get("enum").valueStream().map(JsonNode::asString))
            .containsExactlyElementsOf(
                Arrays.stream(part.getEnumConstants()).map(Object::toString).toList());
      } else if (Identifier.class.isAssignableFrom(part)) {
        assertThat(schema.get("type").asString()).as(part.getName()).isEqualTo("string");
      } else {
        assertThat(RecordShape.of(schema)).as(part.getName()).isEqualTo(RecordShape.of(part));
      }
    }
  }

  @Test
  void there_is_no_schema_and_no_sample_without_an_event() throws IOException {
    List<String> known = new ArrayList<>(List.of("schema/types.json"));
    for (EventType type : types()) {
      for (int revision = 1; revision <= type.revision(); revision++) {
        known.add("schema/%s.%d.json".formatted(type.name(), revision));
        known.add("golden/%s.%d.json".formatted(type.name(), revision));
      }
    }

    List<String> found = new ArrayList<>();
    for (String kind : List.of("schema", "golden")) {
      for (Resource file : find("io/daybook/" + kind + "/*.json")) {
        found.add(kind + "/" + file.getFilename());
      }
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(known);
  }

  @Test
  void every_vocabulary_is_in_the_catalogue() throws IOException {
    Set<String> catalogued = new TreeSet<>();
    types().forEach(type -> catalogued.add(type.payload().getName()));

    List<String> found = new ArrayList<>();
    for (Resource file : find("io/daybook/**/event/*Event.class")) {
      Class<?> vocabulary = classOf(file);
      if (vocabulary.isSealed() && DomainEvent.class.isAssignableFrom(vocabulary)) {
        Stream.of(vocabulary.getPermittedSubclasses()).map(Class::getName).forEach(found::add);
      }
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(catalogued);
  }

  private static Schema schema(EventType type) {
    return REGISTRY.getSchema(SchemaLocation.of(id(type)));
  }

  private static String id(EventType type) {
    return SCHEMAS + "%s.%d.json".formatted(type.name(), type.revision());
  }

  private static Resource[] find(String pattern) throws IOException {
    return new PathMatchingResourcePatternResolver().getResources("classpath*:" + pattern);
  }

  private static Class<?> classOf(Resource file) throws IOException {
    String path = file.getURL().getPath();
    String name =
        path.substring(path.lastIndexOf("io/daybook/"), path.length() - ".class".length());
    try {
      return Class.forName(name.replace('/', '.'));
    } catch (ClassNotFoundException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static JsonNode read(String resource) {
    try (InputStream json =
        Objects.requireNonNull(EventCatalogue.class.getResourceAsStream(resource), resource)) {
      return JSON.readTree(json);
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }
}
