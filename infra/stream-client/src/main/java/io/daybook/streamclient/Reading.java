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
  private long head = Long.MAX_VALUE;
  private boolean done;
  private boolean heard;
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

  /// Begins another answer.
  void begin() {
    heard = false;
  }

  /// Whether anything was heard of the stream in the last answer.
  boolean hasHeard() {
    return heard;
  }

  /// @param token position of the last event when the server began to answer; the first that is
  ///   said is where a reading ends that doesn't follow
  void head(String token) {
    if (head == Long.MAX_VALUE && token.matches("[0-9]{1,18}")) {
      head = Long.parseLong(token);
    }
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
      heard |= !json.has("problem");
      if (json.has("position")) {
        digest.update(line);
        count++;
        event(json);
      } else if (json.has("end")) {
        end(json.get("end"), count, HexFormat.of().formatHex(digest.digest()));
        return;
      } else if (json.has("progress")) {
        passed(read(json, it -> it.at("/progress").required("position").asLong()));
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
    done = left <= 0 || (query.isDense() && event.position() >= query.until());
  }

  /// What was passed over was not asked for: where all is, nothing is passed over.
  private void passed(long position) {
    if (query.isDense() && query.since() == null && position > query.after()) {
      throw new Gap(query.after(), position + 1);
    }
    reached(position);
  }

  private void reached(long position) {
    if (position > query.after()) {
      query = query.after(position);
    }
  }

  private void end(JsonNode end, long count, String digest) {
    boolean complete =
        read(
            end,
            it ->
                it.required("count").asLong() == count
                    && it.required("sha256").asString().equals(digest));
    if (!complete) {
      throw new Corrupt(
          "%d events with the digest %s came, and what was sent is %s."
              .formatted(count, digest, end));
    }
    long until = read(end, it -> it.required("until").asLong());
    passed(until);
    done = done || until >= query.until() || (!query.follow() && until >= last());
  }

  /// Where a reading that doesn't follow is at its end: a server that is stopped ends earlier.
  private long last() {
    return head == Long.MAX_VALUE ? 0 : Math.min(head, query.until());
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
