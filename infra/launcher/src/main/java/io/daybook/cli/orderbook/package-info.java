/// Reads a retailer's order book and says what each of its lines is. Not here: sending anything.
@NullMarked
package io.daybook.cli.orderbook;

import org.jspecify.annotations.NullMarked;
