package io.daybook.kernel.view;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/// What is answered about one thing: its JSON, and the `ETag` that no other JSON of it has.
/// Immutable.
public final class Answer {

  private static final int DIGEST = 16;

  private final byte[] json;
  private final String etag;

  private Answer(byte[] json, String etag) {
    this.json = json;
    this.etag = etag;
  }

  /// An answer whose state has a name.
  ///
  /// @param etag without quotes
  public static Answer of(Object found, Object etag) {
    return new Answer(QueryJson.bytes(found), etag.toString());
  }

  /// An answer that is named after its content.
  public static Answer digested(Object found) {
    byte[] json = QueryJson.bytes(found);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(json);
      return new Answer(
          json,
          Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, DIGEST)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  /// The reverse of [#toEntry()].
  static Answer ofEntry(byte[] entry) {
    int end = 0;
    while (entry[end] != '\n') {
      end++;
    }
    return new Answer(
        Arrays.copyOfRange(entry, end + 1, entry.length),
        new String(entry, 0, end, StandardCharsets.UTF_8));
  }

  /// All of it, as another process can read it: the tag, a line feed, the JSON.
  byte[] toEntry() {
    byte[] tag = (etag + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] entry = Arrays.copyOf(tag, tag.length + json.length);
    System.arraycopy(json, 0, entry, tag.length, json.length);
    return entry;
  }

  /// The JSON itself, not a copy: only for whoever sends it.
  byte[] json() {
    return json;
  }

  /// With its quotes.
  String etag() {
    return '"' + etag + '"';
  }
}
