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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How the search index is built: mapping, analysis and synonyms in one document.
///
/// @param json what Elasticsearch is told
/// @param digest of it: another definition has another one, and whatever changes is built beside
///   the index that is being searched
record IndexDefinition(String json, String digest) {

  /// What every index of products is called, whatever its definition.
  static final String PREFIX = "products-";

  private static final String DEFINITION = "products-index.json";
  private static final String SYNONYMS = "synonyms.txt";
  private static final int DIGITS = 12;
  private static final Pattern NAME =
      Pattern.compile(PREFIX + "[0-9a-f]{%d}(?:-([1-9][0-9]*))?".formatted(DIGITS));

  /// @param synonyms the shop's own file instead of ours
  static IndexDefinition read(Optional<Path> synonyms) throws IOException {
    ObjectNode definition = (ObjectNode) JsonMapper.shared().readTree(resource(DEFINITION));
    ArrayNode rules = (ArrayNode) definition.at("/settings/index/analysis/filter/same/synonyms");
    String file = synonyms.isPresent() ? Files.readString(synonyms.get()) : resource(SYNONYMS);
    file.lines()
        .map(String::strip)
        .filter(it -> !it.isEmpty() && !it.startsWith("#"))
        .forEach(rules::add);
    return new IndexDefinition(definition.toString(), digest(definition.toString()));
  }

  /// How often an index shows what was sent, in Elasticsearch's words.
  String refreshInterval() {
    return JsonMapper.shared().readTree(json).at("/settings/index/refresh_interval").asString();
  }

  /// What the index of a version is called when it is made by this definition.
  String name(int version) {
    return PREFIX + digest + (version == 1 ? "" : "-" + version);
  }

  /// The digest as a number.
  int revision() {
    return revisionOf(name(1));
  }

  /// The revision of the definition that an index was made by, which its name has.
  static int revisionOf(String name) {
    return Integer.parseInt(name.substring(PREFIX.length(), PREFIX.length() + 7), 16);
  }

  /// Whether an index of products is called so.
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /// The version of an index by its name.
  static int versionOf(String name) {
    Matcher matcher = NAME.matcher(name);
    String version = matcher.matches() ? matcher.group(1) : null;
    return version == null ? 1 : Integer.parseInt(version);
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
