/// Axon's and HTTP's hold on orders and credit notes. The rules are in
/// `io.daybook.ordering.domain`. Processes that follow an order are in sagas.
@NullMarked
package io.daybook.ordering.app;

import org.jspecify.annotations.NullMarked;
