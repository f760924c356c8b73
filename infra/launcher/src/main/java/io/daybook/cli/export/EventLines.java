package io.daybook.cli.export;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One answer of the stream API, event by event. What came is what was sent once the end was
/// reached, and not before. Holds one event. Used by one thread.
final class EventLines implements AutoCloseable {

  private static final int BUFFER = 1 << 18;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final InputStream lines;
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
  private final MessageDigest digest = Sha256.start();
  private long count;
  private long until;
  private String sha256 = "";

  EventLines(InputStream lines) {
    this.lines = new BufferedInputStream(lines, BUFFER);
  }

  /// The next event with its line feed; null at the end, which has proved all of them.
  ///
  /// @throws IOException when there is no end: an answer's last line says that it is one
  /// @throws ExportRefused when what came is not what was sent
  byte @Nullable [] next() throws IOException {
    byte[] line = line();
    if (EventLine.is(line)) {
      digest.update(line);
      count++;
      return line;
    }
    JsonNode end = end(line);
    sha256 = Sha256.hex(digest);
    if (!end.path("sha256").asString().equals(sha256) || end.path("count").asLong() != count) {
      throw new ExportRefused("What came is not what was sent: the digests differ.");
    }
    until = end.path("until").asLong();
    return null;
  }

  /// How many events came so far.
  long count() {
    return count;
  }

  /// The position up to which everything was given; known at the end.
  long until() {
    return until;
  }

  /// Over all lines; known at the end.
  String sha256() {
    return sha256;
  }

  private byte[] line() throws IOException {
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

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
