package io.daybook.kernel.view;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What people want who search for something, and how near to that an engine comes.
///
/// @param queries grades of skus by the words that were typed
record Judgements(Map<String, Map<String, Integer>> queries) {

  private static final int SHOWN = 10;

  @FunctionalInterface
  interface Engine {
    /// Skus, best first.
    List<String> search(String words) throws Exception;
  }

  /// @param part `t` or `h`
  static Judgements read(String part) throws IOException {
    try (InputStream file =
        Objects.requireNonNull(Judgements.class.getResourceAsStream("judgements.tsv"))) {
      Map<String, Map<String, Integer>> queries = new LinkedHashMap<>();
      new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(it -> it.startsWith(part + "\t"))
          .map(it -> it.split("\t", -1))
          .forEach(line -> {
            Map<String, Integer> grades = queries.computeIfAbsent(line[1], _ -> new HashMap<>());
            for (String sku : line[3].split(" ", -1)) {
              grades.put(sku, Integer.valueOf(line[2]));
            }
          });
      return new Judgements(queries);
    }
  }

  /// Mean normalized discounted cumulative gain of the first ten: 1 when nothing could be better.
  double ndcg(Engine engine) throws Exception {
    double sum = 0;
    for (Map.Entry<String, Map<String, Integer>> query : queries.entrySet()) {
      sum += ndcg(query.getValue(), engine.search(query.getKey()));
    }
    return sum / queries.size();
  }

  static double ndcg(Map<String, Integer> grades, List<String> found) {
    List<Integer> gains = new ArrayList<>();
    found.stream().limit(SHOWN).forEach(it -> gains.add(grades.getOrDefault(it, 0)));
    List<Integer> best =
        grades.values().stream().sorted(Comparator.reverseOrder()).limit(SHOWN).toList();
    return discounted(gains) / discounted(best);
  }

  private static double discounted(List<Integer> grades) {
    double sum = 0;
    for (int i = 0; i < grades.size(); i++) {
      sum += (Math.pow(2, grades.get(i)) - 1) * Math.log(2) / Math.log(i + 2.0);
    }
    return sum;
  }
}
