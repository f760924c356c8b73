package io.daybook.eventstore;

/// A link of the hash chain as it is stored.
final class StoredLink {

  private final long last;
  private final byte[] digests;
  private final byte[] hash;

  /// @param last the last position that it covers
  /// @param digests what is kept of its events' digests
  StoredLink(long last, byte[] digests, byte[] hash) {
    this.last = last;
    this.digests = digests.clone();
    this.hash = hash.clone();
  }

  long last() {
    return last;
  }

  byte[] digests() {
    return digests.clone();
  }

  byte[] hash() {
    return hash.clone();
  }

  /// Whether an event's digest, as [HashLink#add] told it, is the one that is kept at a place.
  boolean has(byte[] digest, long place) {
    return HashLink.isAt(digests, place, digest);
  }
}
