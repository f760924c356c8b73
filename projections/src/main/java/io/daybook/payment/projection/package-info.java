/// Payment events into one row an order. What is owed is ordering's.
@NullMarked
package io.daybook.payment.projection;

import org.jspecify.annotations.NullMarked;
