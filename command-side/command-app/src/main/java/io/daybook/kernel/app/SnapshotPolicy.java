package io.daybook.kernel.app;

import io.daybook.axon.SnapshotType;

/// When and how the streams of one kind are remembered in the log's database, so that a node that
/// loads one reads a snapshot and the few events after it.
///
/// @param shell whose streams
/// @param type what is kept
/// @param everyEvents a new snapshot after so many events, at least 1
public record SnapshotPolicy(
    Class<? extends StreamShell<?, ?>> shell, SnapshotType type, int everyEvents) {}
