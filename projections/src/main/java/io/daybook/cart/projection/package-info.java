/// Cart events into the table of carts. What became of the order is ordering's.
@NullMarked
package io.daybook.cart.projection;

import org.jspecify.annotations.NullMarked;
