/// Every row of the processes, and all of them against the real rules in random order. No framework
/// is here.
@NullMarked
package io.daybook.checkout.process;

import org.jspecify.annotations.NullMarked;
