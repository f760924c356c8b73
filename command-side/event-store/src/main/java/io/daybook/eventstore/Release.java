package io.daybook.eventstore;

/// Lets go of every name of one kind that an owner holds.
record Release(String kind, String owner) {}
