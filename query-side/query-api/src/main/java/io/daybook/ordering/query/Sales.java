package io.daybook.ordering.query;

import java.time.LocalDate;
import java.util.List;

/// What was sold and taken back from one day to another, both included.
///
/// @param by day, product or country
public record Sales(LocalDate from, LocalDate to, String by, List<SalesRow> rows) {}
