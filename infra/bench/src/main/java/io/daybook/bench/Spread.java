package io.daybook.bench;

import java.util.List;
import java.util.Locale;

/// The middle and the ends of what several rounds came to.
public record Spread(double median, double least, double most) {

  public static Spread of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    return new Spread(median, sorted.getFirst(), sorted.getLast());
  }

  /// With a number format, such as `%.1f`.
  public String show(String format) {
    return String.format(
        Locale.ROOT, format + " (" + format + "–" + format + ")", median, least, most);
  }
}
