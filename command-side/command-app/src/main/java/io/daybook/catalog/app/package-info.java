/// Axon's and HTTP's hold on products. The rules are in `io.daybook.catalog.domain`. How they are
/// found is the query side's.
@NullMarked
package io.daybook.catalog.app;

import org.jspecify.annotations.NullMarked;
