/// The whole of a shop under load, over HTTP: Daybook's, and one as people build it with what Axon
/// brings along. Not the event store alone.
@NullMarked
package io.daybook.bench.shop;

import org.jspecify.annotations.NullMarked;
