/// Holds the log, and the views, to the invariants of the design while the shop is open. Mends
/// nothing.
@NullMarked
package io.daybook.audit.projection;

import org.jspecify.annotations.NullMarked;
