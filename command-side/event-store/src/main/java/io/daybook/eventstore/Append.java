package io.daybook.eventstore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;

/// What one command writes: all of it or nothing.
///
/// Made by the command's thread, settled by the sequencer's.
final class Append {

  /// A stream and the version at which the command expects it.
  record Expected(String stream, long version) {}

  private record ReceiptKey(String key) {}

  private record Name(String kind, String value) {}

  private final List<StoredEvent> events;
  private final List<Expected> expected;
  private final @Nullable Receipt receipt;
  private final List<Claim> claims;
  private final List<Release> releases;
  private final Set<Object> touched;
  private final Set<String> reliedOn = new HashSet<>();
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private int attempts;

  /// @param reliedOn versions of streams that must not have moved; those it writes to are checked
  ///   anyhow
  /// @throws IllegalArgumentException when the events of a stream don't follow each other
  /// @throws SerializationException when a text holds the character NUL, which PostgreSQL can't
  ///   keep
  Append(
      List<StoredEvent> events,
      @Nullable Receipt receipt,
      List<Claim> claims,
      List<Release> releases,
      Map<String, Long> reliedOn) {
    this.events = events;
    this.expected = expected(events);
    this.receipt = receipt;
    this.claims = claims;
    this.releases = releases;
    this.touched = footprint();
    rely(reliedOn);
    NulCharacters.refuse(this);
  }

  static Append of(List<StoredEvent> events, AppendContext context) {
    return new Append(
        events, context.receipt(), context.claims(), context.releases(), context.reliedOn());
  }

  private static List<Expected> expected(List<StoredEvent> events) {
    List<Expected> firsts = new ArrayList<>(1);
    Map<String, Long> next = new HashMap<>();
    for (StoredEvent event : events) {
      Long due = next.put(event.stream(), event.version() + 1);
      if (due == null) {
        firsts.add(new Expected(event.stream(), event.version() - 1));
      } else if (due != event.version()) {
        throw new IllegalArgumentException(
            "Version %d of %s can't follow version %d."
                .formatted(event.version(), event.stream(), due - 1));
      }
    }
    return firsts;
  }

  private void rely(Map<String, Long> versions) {
    versions.forEach((stream, version) -> {
      if (!touched.contains(stream)) {
        expected.add(new Expected(stream, version));
        reliedOn.add(stream);
      }
    });
  }

  private Set<Object> footprint() {
    Set<Object> all = new HashSet<>();
    expected.forEach(stream -> all.add(stream.stream()));
    if (receipt != null) {
      all.add(new ReceiptKey(receipt.key()));
    }
    claims.forEach(claim -> all.add(new Name(claim.kind(), claim.value())));
    claims.forEach(claim -> all.add(new Release(claim.kind(), claim.owner())));
    all.addAll(releases);
    return all;
  }

  List<StoredEvent> events() {
    return events;
  }

  List<Expected> expected() {
    return expected;
  }

  @Nullable Receipt receipt() {
    return receipt;
  }

  List<Claim> claims() {
    return claims;
  }

  List<Release> releases() {
    return releases;
  }

  /// The streams, keys and values whose outcome hangs on it: two appends that share one must not be
  /// judged by the same look at the database.
  Set<Object> touched() {
    return touched;
  }

  /// The streams that its outcome hangs on and that it leaves alone: any number of appends may be
  /// judged by the same look at these.
  Set<String> reliedOn() {
    return reliedOn;
  }

  /// Whether there is anything to write or to check.
  boolean isEmpty() {
    return touched.isEmpty() && reliedOn.isEmpty();
  }

  /// Counts an attempt to write it, and says how many there were.
  int attempt() {
    return ++attempts;
  }

  void settle(Outcome found) {
    outcome.complete(found);
  }

  /// Waits for the outcome. An interruption is kept for later: the outcome is on its way, and
  /// leaving without it would turn a written command into an unanswered one.
  Outcome await() {
    return outcome.join();
  }
}
