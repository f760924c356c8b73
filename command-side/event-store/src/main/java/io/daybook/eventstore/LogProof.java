package io.daybook.eventstore;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Goes along a stretch of the log, event by event, and stops at the first that is not as the hash
/// chain says.
final class LogProof {

  /// Something is wrong, in words.
  static final class Broken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Broken(String finding) {
      super(finding);
    }
  }

  private final Iterator<StoredLink> links;
  private final long last;
  private long position;
  private long linkStart;
  private byte[] hash;
  private @Nullable StoredLink stored;
  private @Nullable HashLink made;

  /// @param after where a link ends, or 0
  /// @param hash of that link
  /// @param last where the stretch ends
  LogProof(long after, byte[] hash, List<StoredLink> links, long last) {
    this.links = links.iterator();
    this.last = last;
    this.position = after;
    this.hash = hash.clone();
    nextLink();
  }

  private void nextLink() {
    linkStart = position;
    stored = links.hasNext() ? links.next() : null;
    made = stored == null ? null : new HashLink(hash);
  }

  /// The position that comes next.
  long due() {
    return position + 1;
  }

  /// The hash of the last link that was proved.
  byte[] hash() {
    return hash.clone();
  }

  /// @return whether there is more to come
  boolean takeUpTo(CopyLine line, long until) {
    if (line.position() <= until) {
      take(line);
    }
    return line.position() < until;
  }

  void take(CopyLine line) {
    long found = line.position();
    if (found <= position) {
      throw new Broken("position %d is repeated".formatted(found));
    }
    if (found > due()) {
      throw new Broken("position %d is missing".formatted(due()));
    }
    if (stored != null && made != null) {
      if (!stored.has(made.add(line), position - linkStart)) {
        throw new Broken("position %d was altered".formatted(found));
      }
    }
    position = found;
    if (stored != null && made != null && position == stored.last()) {
      byte[] whole = made.hash();
      if (!Arrays.equals(whole, stored.hash())) {
        throw new Broken(
            "the link of the hash chain that ends at position %d was altered".formatted(position));
      }
      hash = whole;
      nextLink();
    }
  }

  /// To be called when nothing more comes.
  void end() {
    if (position < last) {
      throw new Broken("position %d is missing".formatted(due()));
    }
  }
}
