/// What can have happened to stock and to the reservations made on it. Prices are not here.
@NullMarked
package io.daybook.inventory.event;

import org.jspecify.annotations.NullMarked;
