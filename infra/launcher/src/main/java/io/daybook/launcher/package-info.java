/// All of Daybook in one process: which sides run, on which servers, and how that starts and ends.
/// Not here: anything that a side does.
@NullMarked
package io.daybook.launcher;

import org.jspecify.annotations.NullMarked;
