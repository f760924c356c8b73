package io.daybook.kernel.view;

import java.util.List;
import java.util.Map;

/// A kind of resource that can be watched.
public interface LiveTopic {

  /// What its events are called.
  String name();

  /// The resources that are newer than they were seen, as they are now.
  ///
  /// @param seen the position of each resource that somebody watches, 0 when never seen
  List<LiveState> newer(Map<String, Long> seen);
}
