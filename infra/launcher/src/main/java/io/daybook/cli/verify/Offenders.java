package io.daybook.cli.verify;

import java.util.ArrayList;
import java.util.List;

/// Collects what breaks a claim; keeps the first of them only, and counts the others.
final class Offenders {

  private static final int KEPT = 20;

  private final List<String> first = new ArrayList<>();
  private long others;

  void add(String offender) {
    if (first.size() < KEPT) {
      first.add(offender);
    } else {
      others++;
    }
  }

  void unless(boolean holds, String offender) {
    if (!holds) {
      add(offender);
    }
  }

  Check check(String claim, String detail) {
    List<String> all = new ArrayList<>(first);
    if (others > 0) {
      all.add("and " + others + " more");
    }
    return new Check(claim, detail, all);
  }
}
