package io.daybook.kernel.app;

import io.daybook.web.Contract;
import io.daybook.web.FieldError;
import io.daybook.web.Headers;
import io.daybook.web.Problem;
import io.daybook.web.ProblemException;
import io.daybook.web.RequestProblems;
import io.daybook.web.StrictJson;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// Many commands in one request, one per line, each answered as if it had come alone.
///
/// Lines are read, worked on and answered as a stream, [#AT_ONCE] of them at the same time; what
/// asks for the same resource runs in the order of the lines.
@RestController
final class CommandBatch {

  private static final int AT_ONCE = 32;
  private static final int MOST_LINES = 10_000;
  private static final int MOST_BYTES = 16 * 1024 * 1024;
  private static final String NDJSON = "application/x-ndjson";

  private final CommandDesk desk;
  private final EndpointTable endpoints;
  private final Contract contract;
  private final Executor threads = it -> Thread.ofVirtual().name("batch-line").start(it);

  CommandBatch(CommandDesk desk, EndpointTable endpoints, Contract contract) {
    this.desk = desk;
    this.endpoints = endpoints;
    this.contract = contract;
  }

  @PostMapping(path = "/v1/commands", consumes = NDJSON, produces = NDJSON)
  void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Lines lines = new Lines(new BufferedInputStream(request.getInputStream(), 1 << 16));
    Optional<String> client = Headers.clientName(request.getHeader(Headers.CLIENT_NAME));
    String traceId = TraceId.of(request.getHeader("traceparent"));
    Map<String, CompletableFuture<?>> lastOf = new HashMap<>();
    ArrayDeque<CompletableFuture<Map<String, Object>>> running = new ArrayDeque<>();
    // The first line is read before the answer begins, so that a request that is no batch at all
    // can still be refused as a whole.
    byte @Nullable [] line = lines.next();
    response.setContentType(NDJSON);
    OutputStream out = response.getOutputStream();
    for (int number = 1; line != null; number++, line = lines.next()) {
      if (running.size() == AT_ONCE) {
        write(running.remove(), out);
        lastOf.values().removeIf(CompletableFuture::isDone);
      }
      byte[] text = line;
      int at = number;
      String resource = resourceOf(text);
      CompletableFuture<?> before =
          lastOf.getOrDefault(resource, CompletableFuture.completedFuture(null));
      CompletableFuture<Map<String, Object>> outcome =
          before.handleAsync((_, _) -> outcome(at, answer(text, client, traceId)), threads);
      lastOf.put(resource, outcome);
      running.add(outcome);
    }
    while (!running.isEmpty()) {
      write(running.remove(), out);
    }
  }

  private static void write(CompletableFuture<Map<String, Object>> outcome, OutputStream out)
      throws IOException {
    out.write(CommandJson.mapper().writeValueAsBytes(outcome.join()));
    out.write('\n');
  }

  private Reply answer(byte[] text, Optional<String> client, String traceId) {
    try {
      JsonNode json = StrictJson.parse(text);
      List<FieldError> errors = contract.check("BatchLine", json);
      if (!errors.isEmpty()) {
        throw new ProblemException(
            RequestProblems.INVALID.saying("The line is not as agreed.").withErrors(errors));
      }
      Line line = CommandJson.mapper().treeToValue(json, Line.class);
      EndpointTable.Match match = endpoints.find(line.method(), line.path());
      JsonNode body = line.body() == null ? CommandJson.mapper().createObjectNode() : line.body();
      return desk.answer(
          match.endpoint(),
          new Call(
              match.path(),
              match.query(),
              body,
              Headers.idempotencyKey(line.idempotencyKey()),
              Headers.ifMatch(line.ifMatch()),
              Fingerprint.of(line.method(), line.path(), body),
              Duration.ZERO,
              client,
              traceId));
    } catch (ProblemException refused) {
      return Reply.refusal(refused.problem());
    }
  }

  private static Map<String, Object> outcome(int line, Reply reply) {
    Map<String, Object> outcome = new LinkedHashMap<>();
    outcome.put("line", line);
    outcome.put("status", reply.status());
    put(outcome, "location", reply.headers().get("Location"));
    put(outcome, "etag", reply.headers().get("ETag"));
    put(outcome, "consistencyToken", reply.headers().get(Headers.CONSISTENCY_TOKEN));
    reply.problem().map(Problem::toJson).ifPresent(it -> outcome.put("problem", it));
    return outcome;
  }

  private static void put(Map<String, Object> outcome, String name, @Nullable String value) {
    if (value != null) {
      outcome.put(name, value);
    }
  }

  /// What a line is about, as far as its order matters: the collection and the first id after it,
  /// which for a creation stands in the body.
  private static String resourceOf(byte[] text) {
    try {
      JsonNode json = CommandJson.mapper().readTree(text);
      String[] path = json.path("path").asString("").split("[/?]", 5);
      String collection = path.length > 2 ? path[2] : "";
      if (path.length > 3) {
        return collection + "/" + path[3];
      }
      JsonNode body = json.path("body");
      for (String id : List.of("sku", "orderId", "customerId", "creditNoteId")) {
        if (body.path(id).isString()) {
          return collection + "/" + body.path(id).asString();
        }
      }
      return new String(text, StandardCharsets.UTF_8);
    } catch (RuntimeException malformed) {
      return "";
    }
  }

  private record Line(
      String method,
      String path,
      @Nullable String idempotencyKey,
      @Nullable String ifMatch,
      @Nullable JsonNode body) {}

  /// The lines of a body, within the limits.
  private static final class Lines {

    private final InputStream body;
    private int count;
    private int bytes;

    Lines(InputStream body) {
      this.body = body;
    }

    /// The next line that is not blank; null at the end.
    byte @Nullable [] next() throws IOException {
      while (true) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int read = body.read();
        if (read < 0) {
          return null;
        }
        while (read >= 0 && read != '\n') {
          line.write(read);
          require(++bytes <= MOST_BYTES && line.size() <= CommandRoutes.BODY_LIMIT, "bytes");
          read = body.read();
        }
        if (!line.toString(StandardCharsets.UTF_8).isBlank()) {
          require(++count <= MOST_LINES, "lines");
          return line.toByteArray();
        }
      }
    }

    private static void require(boolean within, String what) {
      if (!within) {
        throw new ProblemException(
            RequestProblems.TOO_LARGE.saying("The batch has too many %s.".formatted(what)));
      }
    }
  }
}
