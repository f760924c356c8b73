package io.daybook.cart.query;

import io.daybook.kernel.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One cart.
///
/// @param status OPEN, CHECKED_OUT or ABANDONED
/// @param lines in the order in which they were first set
/// @param orderId null until it was checked out
public record Cart(
    String cartId,
    @Nullable String customerId,
    String status,
    List<CartLine> lines,
    Money total,
    @Nullable String orderId,
    Instant openedAt,
    long version,
    long position) {}
