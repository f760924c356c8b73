package io.daybook.catalog.projection;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How the search index is built: mapping, analysis and synonyms in one document.
///
/// @param json what Elasticsearch is told
/// @param name of the index: another definition has another name, so whatever changes is built
///   beside the index that is being searched
record IndexDefinition(String json, String name) {

  /// What every index of products is called, whatever its definition.
  static final String PREFIX = "products-";

  private static final String DEFINITION = "products-index.json";
  private static final String SYNONYMS = "synonyms.txt";
  private static final String WRITERS = "-writers";
  private static final int DIGITS = 12;

  /// @param synonyms the shop's own file instead of ours
  static IndexDefinition read(Optional<Path> synonyms) throws IOException {
    ObjectNode definition = (ObjectNode) JsonMapper.shared().readTree(resource(DEFINITION));
    ArrayNode rules = (ArrayNode) definition.at("/settings/index/analysis/filter/same/synonyms");
    String file = synonyms.isPresent() ? Files.readString(synonyms.get()) : resource(SYNONYMS);
    file.lines()
        .map(String::strip)
        .filter(it -> !it.isEmpty() && !it.startsWith("#"))
        .forEach(rules::add);
    String name = PREFIX + digest(definition.toString());
    definition.putObject("aliases").putObject(name + WRITERS);
    return new IndexDefinition(definition.toString(), name);
  }

  /// What writers call it. Elasticsearch makes a missing index of the first document that comes,
  /// but not a missing alias: so an index that was lost is noticed, and made again as it should be.
  String writersName() {
    return name + WRITERS;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = IndexDefinition.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String digest(String json) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(sha.digest(json.getBytes(StandardCharsets.UTF_8)))
          .substring(0, DIGITS);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
