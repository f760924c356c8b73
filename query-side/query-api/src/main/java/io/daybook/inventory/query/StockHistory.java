package io.daybook.inventory.query;

import io.daybook.kernel.query.HistoryEntry;
import java.util.List;

/// Events of the stock of one sku, in the order of the log.
public record StockHistory(String sku, List<HistoryEntry> events) {}
