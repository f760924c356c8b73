/// What callers may ask of the payment of an order, and how they are refused. The rules are in
/// `io.daybook.payment.domain`.
@NullMarked
package io.daybook.payment.command;

import org.jspecify.annotations.NullMarked;
