package io.daybook.eventstore;

import java.nio.file.Path;

/// A range of positions that stands in an archived file.
public record ArchivedRange(long first, long last, Path file) {}
