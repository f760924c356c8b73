package io.daybook.ordering.query;

import io.daybook.kernel.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One credit note.
///
/// @param orderId null when it names no order
/// @param customerId null for a guest and when it names an order
/// @param country null when it names an order
/// @param lines empty when it names an order
public record CreditNote(
    String creditNoteId,
    @Nullable String orderId,
    @Nullable String customerId,
    @Nullable String country,
    List<OrderLine> lines,
    Money total,
    String reason,
    Instant issuedAt,
    long version,
    long position) {}
