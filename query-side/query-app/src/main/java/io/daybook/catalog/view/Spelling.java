package io.daybook.catalog.view;

/// How the words of a question are read.
enum Spelling {
  /// As they are: letters count.
  AS_TYPED,
  /// As somebody may have meant them who mistypes: words that look alike are found as well.
  FORGIVEN
}
