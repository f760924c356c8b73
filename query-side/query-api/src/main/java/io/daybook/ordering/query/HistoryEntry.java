package io.daybook.ordering.query;

import io.daybook.kernel.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One event of an order, its reservation or its payment.
///
/// @param amount the money that the event speaks of; null when it speaks of none
public record HistoryEntry(
    long position,
    String stream,
    long version,
    String eventId,
    String what,
    Instant at,
    @Nullable String who,
    @Nullable String why,
    @Nullable Money amount,
    @Nullable String causationId,
    @Nullable String correlationId) {}
