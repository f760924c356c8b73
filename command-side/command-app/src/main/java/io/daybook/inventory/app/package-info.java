/// Axon's and HTTP's hold on stock and reservations. The rules are in
/// `io.daybook.inventory.domain`. Prices are not here.
@NullMarked
package io.daybook.inventory.app;

import org.jspecify.annotations.NullMarked;
