package io.daybook.kernel.view;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The contract as a document: what it lists, and what an answer has that it doesn't list.
record ContractPaths(JsonNode document) {

  static ContractPaths read() throws IOException {
    try (InputStream yaml =
        Objects.requireNonNull(
            ContractPaths.class.getResourceAsStream("/openapi/query-api.yaml"))) {
      return new ContractPaths(JsonMapper.shared().valueToTree(new Yaml().<Object>load(yaml)));
    }
  }

  Set<String> paths() {
    return Set.copyOf(document.get("paths").propertyNames());
  }

  List<String> queryParameters(String path) {
    return StreamSupport.stream(
            document.get("paths").get(path).get("get").path("parameters").spliterator(), false)
        .map(this::resolved)
        .filter(it -> it.get("in").asString().equals("query"))
        .map(it -> it.get("name").asString())
        .toList();
  }

  /// Pointers to members of `answer` that the component schema `name` doesn't know.
  List<String> undocumented(String name, JsonNode answer) {
    List<String> found = new ArrayList<>();
    compare(document.at("/components/schemas/" + name), answer, "", found);
    return found;
  }

  private void compare(JsonNode schema, JsonNode value, String at, List<String> found) {
    JsonNode known = resolved(schema);
    if (value.isObject() && !known.path("additionalProperties").asBoolean(false)) {
      for (String member : value.propertyNames()) {
        JsonNode property = known.path("properties").path(member);
        if (property.isMissingNode()) {
          found.add(at + "/" + member);
        } else {
          compare(property, value.get(member), at + "/" + member, found);
        }
      }
    } else if (value.isArray()) {
      value.forEach(item -> compare(known.path("items"), item, at + "/-", found));
    }
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asString().substring(1)) : node;
  }
}
