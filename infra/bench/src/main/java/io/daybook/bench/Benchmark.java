package io.daybook.bench;

import java.util.List;

/// One thing whose speed is measured against others.
public interface Benchmark {

  /// What it is asked for by, such as `event-store-create`.
  String name();

  /// One line for the list.
  String summary();

  /// Measures and reports on the way.
  ///
  /// @return a goal for each target that it has
  List<Goal> run(Bed bed, Report report) throws Exception;
}
