/// What can be seen of stock. Reservations are seen in the history of their order.
@NullMarked
package io.daybook.inventory.query;

import org.jspecify.annotations.NullMarked;
