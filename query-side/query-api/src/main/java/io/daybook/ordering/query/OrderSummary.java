package io.daybook.ordering.query;

import io.daybook.kernel.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An order without its lines.
///
/// @param status PLACED, CONFIRMED, REJECTED or CANCELLED
/// @param wasConfirmed whether it was ever confirmed, cancelled later or not
/// @param returned what is owed back for goods that came back
/// @param credited what is owed back by credit notes
/// @param payment null while none was requested
/// @param position last event of order or payment that is in here
public record OrderSummary(
    String orderId,
    @Nullable String customerId,
    String channel,
    String country,
    String status,
    boolean wasConfirmed,
    @Nullable String rejectReason,
    @Nullable String cancelReason,
    Money total,
    int lineCount,
    long units,
    Money returned,
    Money credited,
    @Nullable OrderPayment payment,
    Instant placedAt,
    @Nullable Instant shippedAt,
    long version,
    long position) {}
