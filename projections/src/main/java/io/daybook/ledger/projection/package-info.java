/// Events that move money, posted twice. What an order or a payment looks like is not here.
@NullMarked
package io.daybook.ledger.projection;

import org.jspecify.annotations.NullMarked;
