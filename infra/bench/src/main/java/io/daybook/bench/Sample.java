package io.daybook.bench;

import org.HdrHistogram.AbstractHistogram;

/// What one turn came to.
///
/// @param rate operations per second
/// @param p50 median duration of an operation, ms
/// @param p99 what 99 of 100 operations stay below, ms
public record Sample(double rate, double p50, double p99) {

  private static final double NANOS_PER_MS = 1e6;

  public static Sample of(double rate, AbstractHistogram nanos) {
    return new Sample(
        rate,
        nanos.getValueAtPercentile(50) / NANOS_PER_MS,
        nanos.getValueAtPercentile(99) / NANOS_PER_MS);
  }

  /// A turn of which only the rate is known.
  public static Sample of(double rate) {
    return new Sample(rate, Double.NaN, Double.NaN);
  }
}
