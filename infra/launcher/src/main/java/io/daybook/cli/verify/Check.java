package io.daybook.cli.verify;

import java.util.List;

/// One thing that was proved, or not.
///
/// @param claim what should hold
/// @param detail the figures, in words
/// @param offenders ids that break the claim; empty when it holds
public record Check(String claim, String detail, List<String> offenders) {

  public boolean holds() {
    return offenders.isEmpty();
  }
}
