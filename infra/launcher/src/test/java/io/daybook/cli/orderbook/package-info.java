/// Order books of a few lines.
@NullMarked
package io.daybook.cli.orderbook;

import org.jspecify.annotations.NullMarked;
