/// Tests of the JSON form of events and of reading a log.
@NullMarked
package io.daybook.axon;

import org.jspecify.annotations.NullMarked;
