package io.daybook.sandbox;

/// How an answer is given.
enum Manner {
  /// As it should be.
  ANSWER,
  /// With a failure in its place.
  FAIL,
  /// Not at all: the connection ends.
  CUT,
  /// Not at all: the connection stays open.
  HANG,
  /// Not at all: the process ends.
  DIE
}
