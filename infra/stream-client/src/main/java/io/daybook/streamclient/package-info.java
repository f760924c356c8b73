/// A client of Daybook's streams for other teams' programs: every event once, in order, checked.
@org.jspecify.annotations.NullMarked
package io.daybook.streamclient;
