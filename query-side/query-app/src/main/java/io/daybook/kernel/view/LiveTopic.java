package io.daybook.kernel.view;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/// A kind of resource that can be watched.
public interface LiveTopic {

  /// What its events are called.
  String name();

  /// Types of the streams that change a resource with the same id.
  Set<String> streamTypes();

  /// Resources as they are now.
  ///
  /// @return those of `ids` that there are
  List<LiveState> find(Collection<String> ids);
}
