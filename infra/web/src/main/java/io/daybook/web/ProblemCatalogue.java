package io.daybook.web;

import java.util.List;

/// The problem types that one part of Daybook answers with. A bean per part; together they are what
/// `/problems` documents.
@FunctionalInterface
public interface ProblemCatalogue {

  /// All of them; no two parts share one.
  List<ProblemType> types();
}
