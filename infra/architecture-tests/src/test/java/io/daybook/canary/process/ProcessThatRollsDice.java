package io.daybook.canary.process;

/// Must be caught.
record ProcessThatRollsDice(java.util.Random wrong) {}
