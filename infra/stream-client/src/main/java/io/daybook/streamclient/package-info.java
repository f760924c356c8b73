/// A client of Daybook's streams for other teams' programs: every event once, in order, checked.
@NullMarked
package io.daybook.streamclient;

import org.jspecify.annotations.NullMarked;
