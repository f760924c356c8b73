/// The event store next to Axon's own engines, other event stores on PostgreSQL, and what
/// PostgreSQL can do at most.
@NullMarked
package io.daybook.bench.store;

import org.jspecify.annotations.NullMarked;
