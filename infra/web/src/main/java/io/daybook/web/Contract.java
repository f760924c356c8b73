package io.daybook.web;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// An OpenAPI 3.1 document, whose schemas judge what callers send. So the contract that they read
/// is the rule that they meet. Safe for all threads.
public final class Contract {

  private static final int MOST_ERRORS = 20;

  private final String location;
  private final SchemaRegistry registry;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  /// The contract at `resource` on the class path, such as `openapi/command-api.yaml`.
  public Contract(String resource) {
    this.location = "classpath:" + resource;
    this.registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  }

  /// What is wrong with `body` by the component schema `name`; empty when nothing is.
  public List<FieldError> check(String name, JsonNode body) {
    Schema schema = schemas.computeIfAbsent(name, this::schema);
    try {
      return schema
          .validate(body, it -> it.executionConfig(config -> config.formatAssertionsEnabled(true)))
          .stream()
          .limit(MOST_ERRORS)
          .map(Contract::fieldError)
          .toList();
    } catch (JacksonException beyondMeasure) {
      // The validator compares numbers as longs, and a caller may send 1e400.
      return List.of(FieldError.field("#", beyondMeasure.getOriginalMessage()));
    }
  }

  private Schema schema(String name) {
    return registry.getSchema(SchemaLocation.of(location + "#/components/schemas/" + name));
  }

  private static FieldError fieldError(Error error) {
    String at = "#" + error.getInstanceLocation();
    String property = error.getProperty();
    return FieldError.field(
        property == null ? at : at + "/" + escaped(property), error.getMessage());
  }

  private static String escaped(String property) {
    return property.replace("~", "~0").replace("/", "~1");
  }
}
