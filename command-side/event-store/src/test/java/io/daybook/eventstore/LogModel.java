package io.daybook.eventstore;

import io.daybook.eventstore.Append.Expected;
import io.daybook.eventstore.Outcome.Answered;
import io.daybook.eventstore.Outcome.Refused;
import io.daybook.eventstore.Outcome.StreamMoved;
import io.daybook.eventstore.Outcome.Taken;
import io.daybook.eventstore.Outcome.Written;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the log is meant to be: one append after the other, in lists and maps.
final class LogModel {

  record Name(String kind, String value) {}

  private final List<StoredEvent> events = new ArrayList<>();
  private final Map<String, Long> versions = new HashMap<>();
  private final Map<String, StoredReceipt> receipts = new HashMap<>();
  private final Map<Name, String> owners = new HashMap<>();

  /// Writes an append, or says why not.
  Outcome write(Append append) {
    return write(append, owners);
  }

  /// Writes an append as one of a group: what the group lets go of is not free within the group.
  ///
  /// @param held who held which name before the group
  Outcome write(Append append, Map<Name, String> held) {
    Refused refused = judge(append, held);
    if (refused != null) {
      return refused;
    }
    for (StoredEvent event : append.events()) {
      events.add(event.at(head() + 1));
      versions.put(event.stream(), event.version());
    }
    long last = append.events().isEmpty() ? 0 : head();
    Receipt receipt = append.receipt();
    if (receipt != null) {
      receipts.put(
          receipt.key(),
          new StoredReceipt(receipt.key(), receipt.fingerprint(), receipt.outcome(), last));
    }
    changeOwners(append);
    return new Written(last);
  }

  private @Nullable Refused judge(Append append, Map<Name, String> held) {
    for (Expected expected : append.expected()) {
      if (versions.getOrDefault(expected.stream(), 0L) != expected.version()) {
        return new StreamMoved(expected.stream(), expected.version());
      }
    }
    Receipt receipt = append.receipt();
    if (receipt != null && receipts.containsKey(receipt.key())) {
      return new Answered(receipt.key());
    }
    for (Claim claim : append.claims()) {
      String owner = held.get(new Name(claim.kind(), claim.value()));
      if (owner != null && !owner.equals(claim.owner())) {
        return new Taken(claim.kind(), claim.value());
      }
    }
    return null;
  }

  private void changeOwners(Append append) {
    Set<Name> claimed = new HashSet<>();
    append.claims().forEach(claim -> claimed.add(new Name(claim.kind(), claim.value())));
    for (Release release : append.releases()) {
      owners
          .entrySet()
          .removeIf(held ->
              held.getKey().kind().equals(release.kind())
                  && held.getValue().equals(release.owner())
                  && !claimed.contains(held.getKey()));
    }
    append
        .claims()
        .forEach(claim -> owners.put(new Name(claim.kind(), claim.value()), claim.owner()));
  }

  long head() {
    return events.size();
  }

  long version(String stream) {
    return versions.getOrDefault(stream, 0L);
  }

  List<StoredEvent> events() {
    return events;
  }

  Map<String, StoredReceipt> receipts() {
    return receipts;
  }

  Map<Name, String> owners() {
    return owners;
  }
}
