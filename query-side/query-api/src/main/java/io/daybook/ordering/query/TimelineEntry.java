package io.daybook.ordering.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One thing that happened to an order.
///
/// @param what contract name of the event
/// @param who null when nobody said
/// @param why null when no reason was given
public record TimelineEntry(Instant at, String what, @Nullable String who, @Nullable String why) {}
