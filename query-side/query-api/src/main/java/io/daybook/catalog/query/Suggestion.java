package io.daybook.catalog.query;

/// A product whose name has words that begin like what was typed.
public record Suggestion(String sku, String name) {}
