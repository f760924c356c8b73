package io.daybook.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What was ever released of the schemas. A file is written once: a schema that has grown since is
/// another form of its revision, in a file of its own. `SHA256SUMS`, for `sha256sum --check` too,
/// gets a line for each file and loses none.
///
/// @param folder where they are
record ReleasedSchemas(Path folder) {

  private static final String SUMS = "SHA256SUMS";
  private static final JsonMapper PRETTY =
      FlatSchema.JSON.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();

  /// What a current schema must not be, compared with each form of its revision that was released.
  ///
  /// @param event its name and revision, such as `cart.opened.1`
  List<String> refusals(String event, JsonNode current) {
    return forms(event).stream()
        .flatMap(form -> SchemaComparison.refusals(json(form), current).stream())
        .distinct()
        .map(it -> "%s: %s".formatted(event, it))
        .toList();
  }

  /// Whether the last form that was released is the current one.
  boolean isReleased(String event, JsonNode current) {
    List<Path> forms = forms(event);
    return !forms.isEmpty() && json(forms.getLast()).equals(current);
  }

  /// Releases the current form.
  void release(String event, JsonNode current) {
    int form = forms(event).size() + 1;
    String name = event + (form == 1 ? "" : ".form-" + form) + ".json";
    try {
      Files.writeString(
          folder.resolve(name),
          PRETTY.writeValueAsString(current) + "\n",
          StandardOpenOption.CREATE_NEW);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    list(List.of(name));
  }

  /// Takes down what these files are from now on.
  void list(List<String> files) {
    try {
      Files.write(
          folder.resolve(SUMS),
          files.stream().map(this::line).toList(),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// The events, each with its revision, of which anything was released.
  List<String> events() {
    return files().stream()
        .filter(it -> it.endsWith(".json") && !it.contains("/"))
        .map(it -> it.replaceFirst("(\\.form-\\d+)?\\.json$", ""))
        .distinct()
        .toList();
  }

  /// Files that are not what they were when they were released, or are gone.
  List<String> altered() {
    List<String> files = files();
    List<String> altered = new ArrayList<>(sums());
    files.stream().map(this::line).forEach(altered::remove);
    return altered.stream().map(it -> it.substring(it.indexOf("  ") + 2)).toList();
  }

  /// Files that nothing is known of.
  List<String> unlisted() {
    List<String> listed = sums().stream().map(it -> it.substring(it.indexOf("  ") + 2)).toList();
    return files().stream().filter(it -> !listed.contains(it)).toList();
  }

  private List<Path> forms(String event) {
    return Stream.iterate(1, it -> it + 1)
        .map(form -> folder.resolve(event + (form == 1 ? "" : ".form-" + form) + ".json"))
        .takeWhile(Files::exists)
        .toList();
  }

  private List<String> sums() {
    try {
      return Files.readAllLines(folder.resolve(SUMS));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private List<String> files() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(it -> folder.relativize(it).toString())
          .filter(it -> !it.equals(SUMS))
          .sorted()
          .toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private String line(String file) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(folder.resolve(file)));
      return HexFormat.of().formatHex(digest) + "  " + file;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException(absent);
    }
  }

  private static JsonNode json(Path file) {
    try {
      return FlatSchema.JSON.readTree(Files.readString(file));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
