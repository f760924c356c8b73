package io.daybook.ordering.query;

import java.util.List;

/// An order with its lines and what happened to it, oldest first. In JSON the summary's members are
/// the order's own.
public record Order(OrderSummary summary, List<OrderLine> lines, List<TimelineEntry> timeline) {}
