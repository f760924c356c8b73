package io.daybook.cli.export;

import io.daybook.cli.Progress;
import io.daybook.cli.http.Api;
import io.daybook.cli.http.Call;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Writes the log of a running Daybook to files, part by part, and goes on where an earlier export
/// to the same directory ended. Holds one event in memory, however long the log is.
public final class Export {

  private static final int BUFFER = 1 << 18;
  private static final byte[] EVENT = "{\"position\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] RECORDED = "\"recordedAt\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final int DAY = 10;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Api api;
  private final Path directory;
  private final Format format;
  private final String from;
  private final @Nullable String until;
  private final long partLimit;

  /// @param from first position, or an instant
  /// @param until last position, or an instant that everything was recorded before; null for the
  ///   head of the log
  /// @param partLimit most events of a part
  public Export(
      Api api, Path directory, Format format, String from, @Nullable String until, long partLimit) {
    this.api = api;
    this.directory = directory.toAbsolutePath().normalize();
    this.format = format;
    this.from = from;
    this.until = until;
    this.partLimit = partLimit;
  }

  /// What an export came to.
  ///
  /// @param events how many are new
  /// @param first the first position in the directory; 0 when there is none
  /// @param last the last position in the directory; 0 when there is none
  public record Summary(long events, long first, long last) {}

  /// Exports what is not exported yet.
  ///
  /// @throws ExportRefused when the directory can't be used, or what came is not what was sent
  /// @throws IOException when the disk is full, or Daybook goes away: what is complete stays, and
  ///   the next call goes on from there
  public Summary run() throws IOException {
    try (ExportDirectory target = new ExportDirectory(directory, format, from);
        PartFiles files = format.open(target.scratch())) {
      Call call =
          Call.get("/v1/streams/all/events")
              .query("from", target.manifest().empty() ? from : target.manifest().last() + 1);
      long before =
          target.manifest().parts().stream().mapToLong(it -> it.last() - it.first() + 1).sum();
      try (InputStream lines =
              new BufferedInputStream(
                  api.stream(until == null ? call : call.query("until", until)), BUFFER);
          Progress progress = Progress.of("events", Math.max(1, head() - before))) {
        long events = receive(lines, target, files, progress);
        Manifest all = target.manifest();
        return all.empty()
            ? new Summary(0, 0, 0)
            : new Summary(events, all.parts().getFirst().first(), all.last());
      }
    }
  }

  private long head() {
    return api.send(Call.get("/v1/streams")).json().path("head").asLong();
  }

  private long receive(
      InputStream lines, ExportDirectory target, PartFiles files, Progress progress)
      throws IOException {
    MessageDigest all = Stretch.sha256();
    ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    Stretch stretch = null;
    long events = 0;
    try {
      while (true) {
        byte[] line = line(lines, buffer);
        if (!startsWith(line, EVENT)) {
          JsonNode end = end(line);
          if (!end.path("sha256").asString().equals(HexFormat.of().formatHex(all.digest()))) {
            throw new ExportRefused("What came is not what was sent: the digests differ.");
          }
          if (stretch != null) {
            finish(stretch, target, files, progress);
          }
          return events;
        }
        all.update(line);
        String day = day(line);
        if (stretch != null && (!stretch.day().equals(day) || stretch.count() == partLimit)) {
          finish(stretch, target, files, progress);
          stretch = null;
        }
        if (stretch == null) {
          stretch = new Stretch(target.scratch().resolve("lines.ndjson"), day);
        }
        stretch.add(position(line), line);
        events++;
        progress.done(1);
      }
    } finally {
      if (stretch != null) {
        stretch.close();
      }
    }
  }

  private static void finish(
      Stretch stretch, ExportDirectory target, PartFiles files, Progress progress)
      throws IOException {
    String digest = stretch.finish();
    Part part = target.add(stretch, digest, files.of(stretch.file(), stretch.count()));
    progress.note(part.day() + " written");
  }

  /// The next line with its end.
  ///
  /// @throws IOException when there is none: an answer ends with a line that says so
  private static byte[] line(InputStream lines, ByteArrayOutputStream buffer) throws IOException {
    buffer.reset();
    int one;
    do {
      one = lines.read();
      if (one < 0) {
        throw new IOException(
            "The stream was cut off. What is complete stays; run it again to go on.");
      }
      buffer.write(one);
    } while (one != '\n');
    return buffer.toByteArray();
  }

  private static JsonNode end(byte[] line) throws IOException {
    JsonNode last = JSON.readTree(line);
    if (last.has("end")) {
      return last.get("end");
    }
    throw new IOException(
        "The stream ended early: %s. What is complete stays; run it again to go on."
            .formatted(last.path("problem").path("detail").asString(last.toString())));
  }

  private static long position(byte[] line) {
    long position = 0;
    for (int i = EVENT.length; line[i] != ','; i++) {
      position = position * 10 + (line[i] - '0');
    }
    return position;
  }

  /// The UTC day, from the last member of the line.
  private static String day(byte[] line) throws IOException {
    for (int i = line.length - RECORDED.length - DAY; i > 0; i--) {
      if (line[i] == '"' && line[i + 1] == 'r' && matches(line, i, RECORDED)) {
        return new String(line, i + RECORDED.length, DAY, StandardCharsets.US_ASCII);
      }
    }
    throw new IOException("An event doesn't say when it was recorded.");
  }

  private static boolean startsWith(byte[] line, byte[] what) {
    return line.length > what.length && matches(line, 0, what);
  }

  private static boolean matches(byte[] line, int at, byte[] what) {
    for (int i = 0; i < what.length; i++) {
      if (line[at + i] != what[i]) {
        return false;
      }
    }
    return true;
  }
}
