package io.daybook.audit.projection;

import java.util.Collection;
import java.util.Set;

/// Who knows which orders somebody has been told about: these are not reported as stuck.
@FunctionalInterface
public interface OpenIncidents {

  /// Those of these orders that an open incident is about.
  Set<String> among(Collection<String> orderIds);
}
