/// Daybook as a whole, in this process.
@NullMarked
package io.daybook.launcher;

import org.jspecify.annotations.NullMarked;
