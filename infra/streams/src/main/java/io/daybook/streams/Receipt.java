package io.daybook.streams;

import io.daybook.eventstore.LinePage;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What has been given to a reader so far: which range, how many events, and the digest of their
/// lines. Used by one thread.
final class Receipt {

  private final long from;
  private final MessageDigest digest;
  private long until;
  private long count;

  /// @param after the last position before the range
  Receipt(long after) {
    this.from = after + 1;
    this.until = after;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  void add(LinePage page) {
    digest.update(page.bytes(), 0, page.length());
    count += page.count();
    until = page.last();
  }

  long count() {
    return count;
  }

  /// The position up to which everything was given.
  long until() {
    return until;
  }

  /// The last word; nothing can be added afterwards.
  String json(long head) {
    return "{\"from\":%d,\"until\":%d,\"count\":%d,\"sha256\":\"%s\",\"head\":%d}"
        .formatted(from, until, count, HexFormat.of().formatHex(digest.digest()), head);
  }
}
