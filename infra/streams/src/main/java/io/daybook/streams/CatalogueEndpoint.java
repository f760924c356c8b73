package io.daybook.streams;

import io.daybook.eventstore.EventLog;
import io.daybook.schema.EventCatalogue;
import io.daybook.web.Headers;
import io.daybook.web.Html;
import io.daybook.web.ProblemException;
import io.daybook.web.RequestProblems;
import io.daybook.web.StrictJson;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Says which streams there are, what is in them, and how far the log has come.
@RestController
final class CatalogueEndpoint {

  private static final String SCHEMAS = "/io/daybook/schema/";
  private static final String TYPES = "types.json";

  private final EventLog log;
  private final StreamAccess access;
  private final Set<String> schemas;

  CatalogueEndpoint(EventLog log, StreamAccess access) {
    this.log = log;
    this.access = access;
    this.schemas =
        EventCatalogue.types().stream()
            .flatMap(type ->
                IntStream.rangeClosed(1, type.revision())
                    .mapToObj(revision -> EventsPage.fileOf(type, revision)))
            .collect(Collectors.toSet());
  }

  /// @param first position of the log's first event
  /// @param head position of its last event; 0 when it is empty
  record Catalogue(long first, long head, List<Stream> streams) {}

  /// @param events where they are to be had
  record Stream(String name, String events, List<Type> types) {}

  /// @param schema where its JSON Schema is
  record Type(String name, String revision, String schema) {}

  @GetMapping("/v1/streams")
  ResponseEntity<byte[]> catalogue(HttpServletRequest request) {
    access.check(request, "");
    new Parameters(request);
    long head = log.head();
    return ResponseEntity.ok()
        .header(Headers.CONSISTENCY_TOKEN, String.valueOf(head))
        .contentType(MediaType.APPLICATION_JSON)
        .body(
            StrictJson.mapper()
                .writeValueAsBytes(
                    new Catalogue(
                        1,
                        head,
                        StreamNames.all().stream().map(CatalogueEndpoint::stream).toList())));
  }

  @GetMapping("/v1/streams/schemas/{schema}")
  ResponseEntity<byte[]> schema(HttpServletRequest request, @PathVariable("schema") String schema) {
    access.check(request, "");
    new Parameters(request);
    if (!schema.equals(TYPES) && !schemas.contains(schema)) {
      throw new ProblemException(RequestProblems.NOT_FOUND.saying("There is no such schema."));
    }
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("application/schema+json"))
        .body(resource(SCHEMAS + schema));
  }

  /// The same for people.
  @GetMapping(path = "/docs/events", produces = MediaType.TEXT_HTML_VALUE)
  ResponseEntity<String> page(HttpServletRequest request) {
    access.check(request, "");
    return Html.page(
        new EventsPage(it -> StrictJson.mapper().readTree(resource(it)))
            .html(EventCatalogue.types()));
  }

  private static byte[] resource(String name) {
    try (InputStream file = EventCatalogue.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return file.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Stream stream(String name) {
    return new Stream(
        name,
        "/v1/streams/%s/events".formatted(name),
        StreamNames.typesOf(name).orElseThrow().stream()
            .map(it ->
                new Type(
                    it.name(),
                    String.valueOf(it.revision()),
                    "/v1/streams/schemas/" + EventsPage.fileOf(it, it.revision())))
            .toList());
  }
}
