/// What can have happened to a shopping cart. What became of its order is ordering's.
@NullMarked
package io.daybook.cart.event;

import org.jspecify.annotations.NullMarked;
