/// Answers about carts, from their tables. Nothing here writes.
@NullMarked
package io.daybook.cart.view;

import org.jspecify.annotations.NullMarked;
