package io.daybook.kernel.app;

import java.util.List;

/// The rejections of one context. A bean per context.
@FunctionalInterface
public interface RejectionKinds {

  /// All of them; the test of the problem table proves that none is missing.
  List<RejectionKind<?>> kinds();
}
