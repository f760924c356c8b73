package io.daybook.kernel.view;

import java.util.HashSet;
import java.util.Set;

/// What has changed in the views since somebody asked. Thread-safe.
final class LiveChanges implements ViewListener {

  /// Beyond so many it is cheaper to look at everything that somebody watches.
  private static final int MOST = 100_000;

  private boolean all;
  private Set<String> streams = new HashSet<>();

  /// Some streams, or all of them.
  record Changed(boolean all, Set<String> streams) {

    boolean isNothing() {
      return !all && streams.isEmpty();
    }

    /// Whether one of `others` may be among them.
    boolean concerns(Set<String> others) {
      return all || others.stream().anyMatch(streams::contains);
    }
  }

  @Override
  public synchronized void changed(Set<String> more, long to) {
    if (!all) {
      streams.addAll(more);
      if (streams.size() > MOST) {
        changedAll();
      }
    }
  }

  @Override
  public void allChanged(long to) {
    changedAll();
  }

  /// Whoever asked before could not look.
  synchronized void changedAll() {
    all = true;
    streams = new HashSet<>();
  }

  /// What has changed; from here on it is as if nothing had.
  synchronized Changed take() {
    Changed taken = new Changed(all, streams);
    all = false;
    streams = new HashSet<>();
    return taken;
  }
}
