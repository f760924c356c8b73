package io.daybook.ordering.query;

import io.daybook.kernel.Money;
import org.jspecify.annotations.Nullable;

/// How far the money of an order has come: authorized = captured + voided + open.
///
/// @param status what happened last to the money itself; refunds show in `refunded` only
/// @param declineReason null unless it was declined
public record OrderPayment(
    String status,
    Money requested,
    Money authorized,
    Money captured,
    Money voided,
    Money refunded,
    @Nullable String declineReason,
    long version) {}
