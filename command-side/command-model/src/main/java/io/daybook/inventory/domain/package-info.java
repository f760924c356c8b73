/// The rules of stock and of reservations on it. When reservations are asked for is not known here.
@NullMarked
package io.daybook.inventory.domain;

import org.jspecify.annotations.NullMarked;
