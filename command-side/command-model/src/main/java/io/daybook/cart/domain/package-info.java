/// The rules of shopping carts. Where list prices come from is not known here.
@NullMarked
package io.daybook.cart.domain;

import org.jspecify.annotations.NullMarked;
