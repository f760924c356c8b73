package io.daybook.bench;

import java.util.ArrayList;
import java.util.List;

/// Those who are compared; all are closed together, whatever becomes of the others.
public final class Contenders implements AutoCloseable {

  private final List<Contender> all = new ArrayList<>();

  public void add(Contender contender) {
    all.add(contender);
  }

  /// In the order in which they were added.
  public List<Contender> all() {
    return List.copyOf(all);
  }

  @Override
  public void close() throws Exception {
    Exception failure = null;
    for (Contender contender : all.reversed()) {
      try {
        contender.close();
      } catch (Exception failed) {
        failure = failed;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
