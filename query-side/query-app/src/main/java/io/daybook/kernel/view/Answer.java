package io.daybook.kernel.view;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is answered about one thing: its JSON, and the `ETag` that no other JSON of it has.
/// Immutable.
public final class Answer {

  /// As this class makes them; anything else was put there by somebody else.
  private static final Pattern TAG = Pattern.compile("(W/)?\"(\\d{1,19}-)?[A-Za-z0-9_-]{22}\"");

  private final byte[] json;
  private final String etag;

  private Answer(byte[] json, String etag) {
    this.json = json;
    this.etag = etag;
  }

  /// An answer about one thing: its tag begins with the version of the thing's own stream, which
  /// `If-Match` of the command API takes, and goes on with the digest, since a row may be made anew
  /// without an event.
  public static Answer of(Object found, long version) {
    byte[] json = QueryJson.bytes(found);
    return new Answer(json, '"' + String.valueOf(version) + '-' + Digest.of(json) + '"');
  }

  /// An answer that is named after its content.
  public static Answer digested(Object found) {
    byte[] json = QueryJson.bytes(found);
    return new Answer(json, '"' + Digest.of(json) + '"');
  }

  /// An answer with a weak tag, which other answers have too that say the same.
  ///
  /// @param said what counts of `found`
  public static Answer saying(Object said, Object found) {
    return new Answer(QueryJson.bytes(found), "W/\"" + Digest.of(QueryJson.bytes(said)) + '"');
  }

  /// The reverse of [#toEntry()]; null when it is none of ours.
  static @Nullable Answer ofEntry(byte[] entry) {
    int end = 0;
    while (end < entry.length && entry[end] != '\n') {
      end++;
    }
    String tag = new String(entry, 0, end, StandardCharsets.UTF_8);
    return end < entry.length && TAG.matcher(tag).matches()
        ? new Answer(Arrays.copyOfRange(entry, end + 1, entry.length), tag)
        : null;
  }

  /// All of it, as another process can read it: the tag, a line feed, the JSON.
  byte[] toEntry() {
    byte[] tag = (etag + '\n').getBytes(StandardCharsets.UTF_8);
    byte[] entry = Arrays.copyOf(tag, tag.length + json.length);
    System.arraycopy(json, 0, entry, tag.length, json.length);
    return entry;
  }

  /// The JSON itself, not a copy: only for whoever sends it.
  byte[] json() {
    return json;
  }

  /// As the header has it, with its quotes.
  String etag() {
    return etag;
  }
}
