package io.daybook.streamclient;

import io.daybook.streamclient.StreamException.Corrupt;
import io.daybook.streamclient.StreamException.Gap;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.util.HexFormat;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One reading of a stream, over as many answers as it takes. For one thread.
final class Reading {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final EventHandler handler;
  private StreamQuery query;
  private long left;
  private boolean done;
  private String trouble = "the answers were cut off";

  Reading(StreamQuery query, EventHandler handler) {
    this.query = query;
    this.handler = handler;
    this.left = query.limit();
  }

  /// The position up to which all was handed over.
  long position() {
    return query.after();
  }

  boolean isDone() {
    return done;
  }

  String trouble() {
    return trouble;
  }

  void note(String what) {
    trouble = what;
  }

  String path() {
    return query.path(left);
  }

  /// Hands over an answer as far as it goes.
  ///
  /// @throws IOException when it is cut off
  void take(InputStream body) throws IOException {
    MessageDigest digest = sha256();
    LineReader lines = new LineReader(body);
    long count = 0;
    byte[] line = lines.next();
    while (line != null) {
      JsonNode json = parsed(line);
      if (json.has("position")) {
        digest.update(line);
        count++;
        event(json);
      } else if (json.has("end")) {
        end(json.get("end"), count, HexFormat.of().formatHex(digest.digest()));
        return;
      } else if (json.has("progress")) {
        reached(json.get("progress").required("position").asLong());
      } else if (json.has("problem")) {
        note(json.get("problem").toString());
        return;
      }
      line = lines.next();
    }
  }

  private void event(JsonNode json) {
    StreamedEvent event = read(json, StreamedEvent::of);
    if (query.since() == null && event.position() <= query.after()) {
      return;
    }
    if (query.isDense() && query.since() == null && event.position() != query.after() + 1) {
      throw new Gap(query.after(), event.position());
    }
    handler.on(event);
    reached(event.position());
    left--;
  }

  private void reached(long position) {
    if (position > query.after()) {
      query = query.after(position);
    }
  }

  private void end(JsonNode end, long count, String digest) {
    if (end.required("count").asLong() != count
        || !end.required("sha256").asString().equals(digest)) {
      throw new Corrupt(
          "%d events with the digest %s came, and what was sent is %s."
              .formatted(count, digest, end));
    }
    long until = end.required("until").asLong();
    if (query.isDense() && query.since() == null && until > query.after()) {
      throw new Gap(query.after(), until + 1);
    }
    reached(until);
    done = !query.follow() || until >= query.until() || left <= 0;
  }

  private static JsonNode parsed(byte[] line) {
    return read(line, JSON::readTree);
  }

  private static <S, T> T read(S from, Function<S, T> reader) {
    try {
      return reader.apply(from);
    } catch (JacksonException | DateTimeException unreadable) {
      throw new Corrupt("A line can't be read: " + unreadable.getMessage());
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
