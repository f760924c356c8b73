package io.daybook.checkout.process;

import io.daybook.kernel.OrderId;

/// Time is up. Heard by the checkout like any event; it may come late.
public record CheckoutTimedOut(OrderId orderId, Limit limit) {}
