package io.daybook.kernel.app;

import io.daybook.kernel.OrderId;
import org.jspecify.annotations.Nullable;

/// What became of an order, as far as it is known.
///
/// @param reason why it was rejected or cancelled; null otherwise
record OrderOutcome(
    OrderId orderId,
    String status,
    @Nullable String reason,
    long version,
    @Nullable Long position) {}
