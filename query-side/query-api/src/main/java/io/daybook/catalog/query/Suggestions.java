package io.daybook.catalog.query;

import java.util.List;

/// Products for what was typed so far, best first.
public record Suggestions(List<Suggestion> items) {}
