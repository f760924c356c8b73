package io.daybook.inventory.event;

import io.daybook.kernel.Sku;

/// Why a reservation was declined: one sku of which too little was available.
public record Shortage(Sku sku, int wanted, long available) {}
