package io.daybook.kernel.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of a list.
///
/// @param next cursor of the next page; null on the last
public record Page<T>(List<T> items, @Nullable String next) {}
