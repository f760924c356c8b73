/// Sends an order book through the command API, line by line, with nothing lost. Not here: what a
/// line of a book is, and how a call is sent.
@NullMarked
package io.daybook.cli.replay;

import org.jspecify.annotations.NullMarked;
