/// The shells of the checkout's processes: they hear the log, remember, wait and send commands. No
/// rule of the shop is here.
@NullMarked
package io.daybook.checkout.saga;

import org.jspecify.annotations.NullMarked;
