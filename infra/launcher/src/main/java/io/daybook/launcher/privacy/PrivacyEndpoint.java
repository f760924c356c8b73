package io.daybook.launcher.privacy;

import io.daybook.kernel.CustomerId;
import io.daybook.privacy.Needles;
import io.daybook.web.LimitedBody;
import io.daybook.web.ProblemException;
import io.daybook.web.StrictJson;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// What is left of a customer, a line for each thing as it is found out. The values come in the
/// body and go nowhere else: not into an address, an answer or a log.
@RestController
final class PrivacyEndpoint {

  private static final int BODY = 1 << 18;
  private static final int MOST_VALUES = 100;
  private static final Duration PROGRESS = Duration.ofMillis(250);

  private final PrivacyReport report;

  PrivacyEndpoint(PrivacyReport report) {
    this.report = report;
  }

  @PostMapping("/ops/privacy/report")
  void report(HttpServletRequest request, HttpServletResponse response) throws IOException {
    JsonNode body = StrictJson.parse(LimitedBody.read(request, BODY));
    CustomerId customer = customer(body.path("customerId").asString(""));
    List<String> values = values(body.path("values"));
    response.setContentType("application/x-ndjson");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    OutputStream out = response.getOutputStream();
    long[] told = {System.nanoTime() - PROGRESS.toNanos()};
    report.make(
        customer,
        values,
        (kind, what) -> {
          boolean progress = kind.equals("progress");
          if (progress && System.nanoTime() - told[0] < PROGRESS.toNanos()) {
            return;
          }
          told[0] = System.nanoTime();
          write(out, kind, what);
        });
  }

  private static CustomerId customer(String text) {
    try {
      return new CustomerId(text);
    } catch (IllegalArgumentException _) {
      throw ProblemException.ofParameter("customerId", "is the id of a customer");
    }
  }

  private static List<String> values(JsonNode given) {
    List<String> values = new ArrayList<>();
    for (JsonNode one : given) {
      String value = one.asString("").strip();
      if (value.length() < Needles.SHORTEST) {
        throw ProblemException.ofParameter(
            "values", "have %d characters or more each".formatted(Needles.SHORTEST));
      }
      values.add(value);
    }
    if (values.size() > MOST_VALUES) {
      throw ProblemException.ofParameter("values", "are at most " + MOST_VALUES);
    }
    return values;
  }

  private static void write(OutputStream out, String kind, Object what) {
    try {
      out.write(
          (StrictJson.mapper().writeValueAsString(Map.of(kind, what)) + "\n")
              .getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
