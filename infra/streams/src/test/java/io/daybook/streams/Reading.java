package io.daybook.streams;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a reader got: all events, and the last record.
record Reading(HttpResponse<InputStream> response, List<String> lines, JsonNode end) {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /// Reads an answer in NDJSON to its end.
  static Reading of(URI uri, String... headers) throws IOException, InterruptedException {
    HttpResponse<InputStream> response = open(uri, headers);
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader = lines(response)) {
      reader.lines().forEach(lines::add);
    }
    JsonNode last = JSON.readTree(lines.removeLast());
    return new Reading(response, lines, last.path("end"));
  }

  static HttpResponse<InputStream> open(URI uri, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  static BufferedReader lines(HttpResponse<InputStream> response) throws IOException {
    InputStream body = response.body();
    InputStream plain =
        switch (response.headers().firstValue("Content-Encoding").orElse("")) {
          case "gzip" -> new PromptGzip(body);
          case "zstd" -> new ZstdInputStream(body);
          default -> body;
        };
    return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
  }

  List<Long> positions() {
    return lines.stream().map(Reading::position).toList();
  }

  static long position(String line) {
    return JSON.readTree(line).path("position").asLong();
  }

  /// Doesn't claim that there is more, which would keep a reader of text waiting for it.
  private static final class PromptGzip extends GZIPInputStream {

    PromptGzip(InputStream in) throws IOException {
      super(in);
    }

    @Override
    public int available() {
      return 0;
    }
  }

  /// As a reader computes it from what it got.
  String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      lines.forEach(it -> digest.update((it + "\n").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
