package io.daybook.cart.query;

import io.daybook.kernel.Money;

/// One product in a cart.
public record CartLine(String sku, String name, int units, Money unitPrice, Money amount) {}
