package io.daybook.ordering.query;

import io.daybook.kernel.Money;

/// Units and their money.
public record Sum(long units, Money amount) {}
