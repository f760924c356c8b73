package io.daybook.catalog.query;

/// Products in a category.
public record CategoryCount(String category, long count) {}
