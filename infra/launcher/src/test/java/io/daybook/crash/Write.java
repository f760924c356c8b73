package io.daybook.crash;

/// One statement that changes something.
///
/// @param what is written, in words
record Write(Kind kind, String what) {}
