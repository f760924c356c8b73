package io.daybook.ordering.query;

import io.daybook.kernel.Money;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Sales of one day, product or country in one currency; the contract says exactly what counts.
///
/// @param orders null by product
public record SalesRow(
    @Nullable LocalDate day,
    @Nullable String sku,
    @Nullable String country,
    @Nullable Long orders,
    Sum sold,
    Sum cancelled,
    Sum returned,
    Sum credited,
    Money net) {}
