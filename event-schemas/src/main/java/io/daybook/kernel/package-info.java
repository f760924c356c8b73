/// What every context shares: identifiers, money and what makes an event an event. No rules live
/// here.
@NullMarked
package io.daybook.kernel;

import org.jspecify.annotations.NullMarked;
