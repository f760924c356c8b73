package io.daybook.cart.query;

import io.daybook.kernel.query.HistoryEntry;
import java.util.List;

/// Events of a cart, in the order of the log.
public record CartHistory(String cartId, List<HistoryEntry> events) {}
