/// Tests that the benchmarks can still be run.
@NullMarked
package io.daybook.bench;

import org.jspecify.annotations.NullMarked;
