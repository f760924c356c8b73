package io.daybook.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// Alternatives that took turns: in every round each had one, so that what disturbs the machine for
/// a while disturbs them all. Ratios are taken within a round.
public final class Comparison {

  private final Map<String, List<Sample>> samples = new LinkedHashMap<>();

  /// Lets everyone warm up, in order and by themselves.
  public static void warmUp(List<? extends Contender> contenders, int callers, Settings settings)
      throws Exception {
    for (Contender contender : contenders) {
      contender.run(callers, new Limit(settings.warmUp(), settings.rows()));
    }
  }

  /// Lets everyone have as many turns as there are rounds, each round begun by another one.
  public static Comparison of(List<? extends Contender> contenders, int callers, Settings settings)
      throws Exception {
    Comparison comparison = new Comparison();
    List<Contender> order = new ArrayList<>(contenders);
    for (Contender contender : contenders) {
      comparison.samples.put(contender.name(), new ArrayList<>());
    }
    for (int round = 0; round < settings.rounds(); round++) {
      for (Contender contender : order) {
        comparison.add(
            contender.name(), contender.run(callers, new Limit(settings.turn(), settings.rows())));
      }
      Collections.rotate(order, -1);
    }
    return comparison;
  }

  /// Takes down a turn; the first of everyone is the first round, and so on.
  public void add(String contender, Sample sample) {
    samples.computeIfAbsent(contender, _ -> new ArrayList<>()).add(sample);
  }

  public boolean has(String contender) {
    return samples.containsKey(contender);
  }

  /// How many times as fast as the other one it was.
  public Spread ratio(String contender, String other) {
    List<Sample> mine = of(contender);
    List<Sample> theirs = of(other);
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < mine.size(); round++) {
      ratios.add(mine.get(round).rate() / theirs.get(round).rate());
    }
    return Spread.of(ratios);
  }

  /// The goal to be so many times as fast as another one.
  ///
  /// @param at what the goal's name begins with; the other one's name follows
  public Goal goal(String at, String contender, String other, double target) {
    return new Goal(at + other, ratio(contender, other).median(), target);
  }

  public Spread rate(String contender) {
    return spread(contender, Sample::rate);
  }

  public Spread p50(String contender) {
    return spread(contender, Sample::p50);
  }

  public Spread p99(String contender) {
    return spread(contender, Sample::p99);
  }

  private Spread spread(String contender, ToDoubleFunction<Sample> figure) {
    return Spread.of(of(contender).stream().mapToDouble(figure).boxed().toList());
  }

  private List<Sample> of(String contender) {
    @Nullable List<Sample> found = samples.get(contender);
    if (found == null) {
      throw new IllegalArgumentException(contender + " took no part.");
    }
    return found;
  }

  /// A line for each contender, with the first one's ratio to it.
  public void show(String what, Report report) {
    String first = samples.keySet().iterator().next();
    report.table(what, "per s", "p50 ms", "p99 ms", "%s is x times as fast".formatted(first));
    for (String name : samples.keySet()) {
      report.table(
          name,
          rate(name).show("%.0f"),
          milliseconds(p50(name)),
          milliseconds(p99(name)),
          name.equals(first) ? "" : ratio(first, name).show("%.2f"));
    }
    report.line("");
  }

  /// A line for each contender, of whom only the times are of interest.
  public void showTimes(String what, Report report) {
    report.table(what, "per s", "p50 ms", "p99 ms", "");
    for (String name : samples.keySet()) {
      report.table(
          name, rate(name).show("%.0f"), milliseconds(p50(name)), milliseconds(p99(name)), "");
    }
    report.line("");
  }

  private static String milliseconds(Spread spread) {
    return Double.isNaN(spread.median()) ? "" : spread.show("%.1f");
  }
}
