package io.daybook.checkout.process;

import io.daybook.kernel.Money;
import io.daybook.kernel.OrderId;

/// What a checkout has to remember of its order.
///
/// @param goods whether stock stands behind any line
/// @param total to be paid, perhaps 0
/// @param paymentToken what the payment provider gave the shopper for their card
public record Terms(OrderId orderId, boolean goods, Money total, String paymentToken) {}
