package io.daybook.kernel.query;

import io.daybook.kernel.Money;
import java.util.List;

/// How many, and the money of all of them, a sum for each currency.
public record Tally(long count, List<Money> amounts) {}
