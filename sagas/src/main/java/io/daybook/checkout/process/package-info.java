/// What the shop does by itself when something happened: the checkout, its aftermath and the end of
/// idle carts, as pure tables. No framework, no clock and no I/O are known here.
@NullMarked
package io.daybook.checkout.process;

import org.jspecify.annotations.NullMarked;
