/// What can have happened to the payment of an order. Which orders are owed is ordering's.
@NullMarked
package io.daybook.payment.event;

import org.jspecify.annotations.NullMarked;
