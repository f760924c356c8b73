/// The rules of orders and credit notes. Stock and money have their own rules elsewhere.
@NullMarked
package io.daybook.ordering.domain;

import org.jspecify.annotations.NullMarked;
