/// What can be seen of carts. How they are found is not here.
@NullMarked
package io.daybook.cart.query;

import org.jspecify.annotations.NullMarked;
