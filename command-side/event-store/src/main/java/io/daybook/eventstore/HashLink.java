package io.daybook.eventstore;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;

/// A link of the hash chain in the making: the digests of a range of events, one after the other.
final class HashLink {

  /// How many bytes of an event's digest are kept, to name the event that was altered.
  private static final int KEPT = 8;

  private final byte[] before;
  private final MessageDigest digest = CopyLine.sha256();
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  /// @param before the hash of the link before
  HashLink(byte[] before) {
    this.before = before.clone();
    digest.update(before);
  }

  /// What the first link stands on.
  static byte[] origin() {
    return new byte[32];
  }

  /// @return what is kept of the event's digest
  byte[] add(CopyLine line) {
    byte[] whole = line.digest();
    digest.update(whole);
    kept.write(whole, 0, KEPT);
    return Arrays.copyOf(whole, KEPT);
  }

  int size() {
    return kept.size() / KEPT;
  }

  byte[] digests() {
    return kept.toByteArray();
  }

  /// Whether the event's digest, as [#add] told it, is the one that was kept at this place.
  static boolean isAt(byte[] digests, long place, byte[] digest) {
    int from = Math.toIntExact(place * KEPT);
    return from + KEPT <= digests.length
        && Arrays.equals(digests, from, from + KEPT, digest, 0, KEPT);
  }

  /// The hash of the link; nothing can be added afterwards.
  byte[] hash() {
    return digest.digest();
  }

  /// The hash that it stands on.
  byte[] before() {
    return before.clone();
  }
}
