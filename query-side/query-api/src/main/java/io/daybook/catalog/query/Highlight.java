package io.daybook.catalog.query;

import org.jspecify.annotations.Nullable;

/// Why a product was found: its texts as HTML, with `<em>` around the words that were meant.
///
/// @param name the whole name; null when nothing in it was meant
/// @param description the best part of it; null when nothing in it was meant
public record Highlight(@Nullable String name, @Nullable String description) {}
