package io.daybook.catalog.query;

import io.daybook.kernel.Money;

/// One product, also when it was delisted.
///
/// @param available units that may still be promised; 0 when there was never stock
/// @param position last event of product or availability that is in here
public record Product(
    String sku,
    String name,
    String description,
    String category,
    Money price,
    boolean listed,
    long available,
    long version,
    long position) {}
