package io.daybook.ordering.query;

import io.daybook.kernel.Money;

/// One line of an order or a credit note.
///
/// @param kind GOODS or SERVICE
public record OrderLine(
    int number,
    String kind,
    String sku,
    String description,
    int units,
    Money unitPrice,
    Money amount) {}
