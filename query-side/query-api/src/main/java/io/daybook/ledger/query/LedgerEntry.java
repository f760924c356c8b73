package io.daybook.ledger.query;

import io.daybook.kernel.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What one event posted: one amount from one account to another.
///
/// @param position of the event
/// @param what contract name of the event
/// @param orderId null when it is of no order
/// @param at when it was recorded
public record LedgerEntry(
    long position,
    String what,
    @Nullable String orderId,
    Account debit,
    Account credit,
    Money amount,
    Instant at) {}
