/// Axon's and HTTP's hold on carts, and the price list they need. The rules are in
/// `io.daybook.cart.domain`. What becomes of their orders is ordering's.
@NullMarked
package io.daybook.cart.app;

import org.jspecify.annotations.NullMarked;
