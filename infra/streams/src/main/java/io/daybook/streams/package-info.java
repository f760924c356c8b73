/// The stream API: the log, whole or in parts, for analysts and other systems. What is read and
/// written of the log itself is the event store's.
@NullMarked
package io.daybook.streams;

import org.jspecify.annotations.NullMarked;
