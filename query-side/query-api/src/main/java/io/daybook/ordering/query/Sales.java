package io.daybook.ordering.query;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was sold and taken back from one day to another, both included.
///
/// @param by day, product or country
/// @param next cursor of the next page of rows; null on the last
public record Sales(
    LocalDate from, LocalDate to, String by, List<SalesRow> rows, @Nullable String next) {}
