/// What an event store must do, as tests that any Axon `EventStorageEngine` can be put through; and
/// two that are. The results are in `docs/event-store-conformance.md`. No domain, and nothing that
/// only our own engine has.
@NullMarked
package io.daybook.eventstore.conformance;

import org.jspecify.annotations.NullMarked;
