package io.daybook.cli.replay;

import java.nio.file.Path;

/// How an order book is replayed.
///
/// @param stockPercent how much of what the book takes out of stock is there when it begins
/// @param days how many of its days, counted over all files
/// @param linesPerSecond 0 for as fast as it goes
/// @param parallel most documents on their way at once
/// @param report where the outcome of every line is written
public record ReplaySettings(
    int stockPercent, int days, int linesPerSecond, int parallel, Path report) {}
