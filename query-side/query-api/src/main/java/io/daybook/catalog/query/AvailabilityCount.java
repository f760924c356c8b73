package io.daybook.catalog.query;

/// Products that can and can't be had now.
public record AvailabilityCount(long inStock, long soldOut) {}
