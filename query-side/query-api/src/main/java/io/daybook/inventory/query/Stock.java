package io.daybook.inventory.query;

/// The stock of one sku: onHand = received + adjusted - shipped, available = onHand - promised.
public record Stock(
    String sku,
    long received,
    long adjusted,
    long shipped,
    long onHand,
    long promised,
    long available,
    long version,
    long position) {}
