package io.daybook.cli.demo;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What the shoppers experienced, counted. Thread-safe.
final class Ledger {

  private final Map<String, Integer> counts = new TreeMap<>();

  synchronized void count(String experience) {
    counts.merge(experience, 1, Integer::sum);
  }

  synchronized int of(String experience) {
    return counts.getOrDefault(experience, 0);
  }

  synchronized Map<String, Integer> all() {
    return new TreeMap<>(counts);
  }

  synchronized String line(String... experiences) {
    return java.util.Arrays.stream(experiences)
        .map(it -> counts.getOrDefault(it, 0) + " " + it)
        .collect(Collectors.joining(", "));
  }
}
