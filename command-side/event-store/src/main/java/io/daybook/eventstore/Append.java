package io.daybook.eventstore;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What one command wants written: all of it or nothing.
///
/// @param outcome completed by the sequencer with the last position written, 0 for none
record Append(
    List<EventRow> events,
    @Nullable Receipt receipt,
    List<Claim> claims,
    List<Release> releases,
    CompletableFuture<Long> outcome) {

  static Append of(List<EventRow> events, AppendContext context) {
    return new Append(
        events, context.receipt(), context.claims(), context.releases(), new CompletableFuture<>());
  }

  static Append receiptOnly(Receipt receipt) {
    return new Append(List.of(), receipt, List.of(), List.of(), new CompletableFuture<>());
  }

  /// What no other append of the same group may touch, so that one statement can judge them all.
  Set<String> footprint() {
    Set<String> footprint = new LinkedHashSet<>();
    for (EventRow event : events) {
      footprint.add("stream " + event.stream());
    }
    if (receipt != null) {
      footprint.add("receipt " + receipt.key());
    }
    for (Claim claim : claims) {
      footprint.add("claim " + claim.kind() + ' ' + claim.value());
    }
    return footprint;
  }

  /// The first event of each stream: when its version is free, so are those after it.
  List<EventRow> firstOfEachStream() {
    Set<String> seen = new LinkedHashSet<>();
    List<EventRow> first = new ArrayList<>();
    for (EventRow event : events) {
      if (seen.add(event.stream())) {
        first.add(event);
      }
    }
    return first;
  }
}
