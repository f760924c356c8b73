/// The event store: one dense, commit-ordered log on PostgreSQL for Axon. It knows no domain and
/// could be used without the rest of Daybook.
@NullMarked
package io.daybook.eventstore;

import org.jspecify.annotations.NullMarked;
