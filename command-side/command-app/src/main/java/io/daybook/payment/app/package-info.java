/// Axon's and HTTP's hold on payments, and the provider behind them. The rules are in
/// `io.daybook.payment.domain`. Which orders are owed is ordering's.
@NullMarked
package io.daybook.payment.app;

import org.jspecify.annotations.NullMarked;
