package io.daybook.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// A ratio that is to be reached; more is better.
public record Goal(String name, double ratio, double target) {

  /// A limit that a figure must stay within: the limit counted in figures.
  public static Goal within(String name, double limit, double figure) {
    return new Goal(name, limit / figure, 1);
  }

  public boolean met() {
    return ratio >= target;
  }

  /// The least satisfied of several goals, under the name of them all.
  static Goal worst(String name, List<Goal> goals) {
    Goal worst = goals.stream().min(Comparator.comparingDouble(Goal::satisfaction)).orElseThrow();
    return new Goal(name, worst.ratio, worst.target);
  }

  private double satisfaction() {
    return ratio / target;
  }

  @Override
  public String toString() {
    // A ratio just below its target must not look as if it had reached it.
    double shown = met() ? ratio : Math.min(ratio, target - 0.01);
    return String.format(
        Locale.ROOT, "%s ratio=%.2f target=%.2f %s", name, shown, target, met() ? "met" : "short");
  }
}
