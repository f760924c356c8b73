package io.daybook.catalog.query;

import java.util.List;

/// How many products there are of each kind, each with all filters but its own.
public record Facets(
    List<CategoryCount> category, AvailabilityCount available, List<PriceRangeCount> price) {}
