/// Stock events into the table of stock levels. Reservations show in the timeline of their order.
@NullMarked
package io.daybook.inventory.projection;

import org.jspecify.annotations.NullMarked;
