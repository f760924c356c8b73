package io.daybook.kernel.view;

import java.util.Set;

/// Who keeps copies of what the views say. Called by one thread at a time, before anybody is told
/// that the views have reached a position that includes the change.
interface ViewListener {

  /// The rows of these streams may be others now.
  ///
  /// @param to number of the last change; the one before follows the last that was told
  void changed(Set<String> streams, long to);

  /// Any row may be another one now.
  ///
  /// @param to number of the last change
  void allChanged(long to);

  /// Tells this one and then the other.
  default ViewListener and(ViewListener other) {
    return new ViewListener() {
      @Override
      public void changed(Set<String> streams, long to) {
        ViewListener.this.changed(streams, to);
        other.changed(streams, to);
      }

      @Override
      public void allChanged(long to) {
        ViewListener.this.allChanged(to);
        other.allChanged(to);
      }
    };
  }
}
