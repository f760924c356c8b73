package io.daybook.kernel.query;

/// Payments by how far they came: authorized = captured + voided + open.
public record PaymentBooks(
    long position,
    Tally requested,
    Tally authorized,
    Tally captured,
    Tally voided,
    Tally open,
    Tally declined,
    Tally refundRequested,
    Tally refunded) {}
