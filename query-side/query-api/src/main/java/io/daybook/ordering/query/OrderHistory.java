package io.daybook.ordering.query;

import io.daybook.kernel.query.HistoryEntry;
import java.util.List;

/// Every event of an order, its reservation and its payment, in the order of the log.
public record OrderHistory(String orderId, List<HistoryEntry> events) {}
