package io.daybook.cli.export;

import java.io.IOException;
import java.security.MessageDigest;

/// The ids of some events, as a digest: it stays the same when a customer in them is erased, and is
/// another one in another log. Used by one thread.
final class EventIds {

  private final MessageDigest digest = Sha256.start();

  /// @param line the next event's
  void add(byte[] line) throws IOException {
    digest.update(EventLine.id(line));
    digest.update((byte) '\n');
  }

  /// Ends it.
  String sha256() {
    return Sha256.hex(digest);
  }
}
