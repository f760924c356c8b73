package io.daybook.kernel.query;

/// Sums over all skus.
///
/// @param negative skus with a level below 0
public record StockBooks(
    long position,
    long skus,
    long received,
    long adjusted,
    long shipped,
    long onHand,
    long promised,
    long available,
    long negative) {}
