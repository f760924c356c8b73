/// Requests that come at the same moment, over HTTP, to Daybook as a whole: many for one thing, and
/// such as contradict each other.
@NullMarked
package io.daybook.attack;

import org.jspecify.annotations.NullMarked;
