package io.daybook.streams;

import io.daybook.eventstore.EventStoreUnavailableException;
import io.daybook.eventstore.LogEventStore;
import io.daybook.web.Headers;
import io.daybook.web.ProblemException;
import io.daybook.web.RequestProblems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Gives the events of a stream, from any position or instant on.
///
/// The request's own (virtual) thread writes them and waits while the reader is slow: nothing piles
/// up, and nobody else waits.
@RestController
final class StreamEndpoint {

  private static final Logger log = LoggerFactory.getLogger(StreamEndpoint.class);
  private static final List<MediaType> OFFERED =
      Stream.concat(Form.ALL.stream().map(Form::mediaType), Stream.of(ParquetAnswers.TYPE))
          .toList();

  private final LogEventStore store;
  private final StreamAccess access;
  private final Erasure erasure;
  private final OpenAnswers open;
  private final ParquetAnswers parquet;
  private final StreamSettings settings;

  StreamEndpoint(
      LogEventStore store,
      StreamAccess access,
      Erasure erasure,
      OpenAnswers open,
      StreamSettings settings) {
    this.store = store;
    this.access = access;
    this.erasure = erasure;
    this.open = open;
    this.parquet = new ParquetAnswers(store, erasure, open);
    this.settings = settings;
  }

  @GetMapping("/v1/streams/{stream}/events")
  void events(
      @PathVariable("stream") String stream,
      HttpServletRequest request,
      HttpServletResponse response) {
    access.check(request, stream);
    MediaType wanted = wanted(request.getHeader(HttpHeaders.ACCEPT));
    try (OpenAnswers.Place _ = open.enter()) {
      long head = store.head();
      Question question = Question.of(request, stream, store);
      if (wanted.equals(ParquetAnswers.TYPE)) {
        parquet(question, head, request, response);
        return;
      }
      Form form = Form.of(wanted);
      Answer answer = new Answer(store, question, form, erasure, open, settings.progressEvery());
      Compression compression = Compression.of(request.getHeader(HttpHeaders.ACCEPT_ENCODING));
      describe(response, wanted, compression, head);
      if (!request.getMethod().equals("HEAD")) {
        write(answer, compression, response);
      }
    } catch (EventStoreUnavailableException away) {
      throw new ProblemException(RequestProblems.UNAVAILABLE.saying("The log can't be read now."));
    }
  }

  private static void write(Answer answer, Compression compression, HttpServletResponse response) {
    try (OutputStream out = compression.over(response.getOutputStream())) {
      answer.writeTo(out);
    } catch (IOException gone) {
      log.debug("A reader went away", gone);
    }
  }

  private static void describe(
      HttpServletResponse response, MediaType type, Compression compression, long head) {
    response.setContentType(type.toString());
    response.setHeader(Headers.CONSISTENCY_TOKEN, String.valueOf(head));
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader(HttpHeaders.VARY, "Accept, Accept-Encoding");
    // Proxies that gather answers before they hand them on would stop who follows.
    response.setHeader("X-Accel-Buffering", "no");
    if (compression != Compression.NONE) {
      response.setHeader(HttpHeaders.CONTENT_ENCODING, compression.coding());
    }
  }

  private void parquet(
      Question question, long head, HttpServletRequest request, HttpServletResponse response) {
    ParquetAnswers.check(question);
    if (request.getMethod().equals("HEAD")) {
      describe(response, ParquetAnswers.TYPE, Compression.NONE, head);
      return;
    }
    try {
      parquet.make(
          question,
          file -> {
            describe(response, ParquetAnswers.TYPE, Compression.NONE, head);
            response.setContentLengthLong(Files.size(file));
            try {
              Files.copy(file, response.getOutputStream());
            } catch (IOException gone) {
              log.debug("A reader went away", gone);
            }
          });
    } catch (IOException failed) {
      log.warn("A Parquet file could not be made", failed);
      throw new ProblemException(RequestProblems.UNAVAILABLE.saying("The file can't be made now."));
    }
  }

  private static MediaType wanted(@Nullable String accept) {
    if (accept == null || accept.isBlank()) {
      return Form.NDJSON.mediaType();
    }
    try {
      List<MediaType> wanted = MediaType.parseMediaTypes(accept);
      MimeTypeUtils.sortBySpecificity(wanted);
      return wanted.stream()
          .sorted(Comparator.comparingDouble(MediaType::getQualityValue).reversed())
          .flatMap(type -> OFFERED.stream().filter(type::includes))
          .findFirst()
          .orElseThrow(() ->
              new ProblemException(
                  RequestProblems.NOT_ACCEPTABLE.saying(
                      "Streams come as application/x-ndjson, text/event-stream and %s."
                          .formatted(ParquetAnswers.TYPE))));
    } catch (InvalidMediaTypeException _) {
      throw ProblemException.ofParameter(HttpHeaders.ACCEPT, "is no list of media types");
    }
  }
}
