/// Tests of the event store on a real PostgreSQL, crashes included.
@NullMarked
package io.daybook.eventstore;

import org.jspecify.annotations.NullMarked;
