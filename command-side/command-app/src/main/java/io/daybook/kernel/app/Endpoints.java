package io.daybook.kernel.app;

import java.util.List;

/// The commands of one context. A bean per context.
@FunctionalInterface
public interface Endpoints {

  List<Endpoint> endpoints();
}
