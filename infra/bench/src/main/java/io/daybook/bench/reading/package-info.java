/// How soon what was written can be read, and how fast a search is.
@NullMarked
package io.daybook.bench.reading;

import org.jspecify.annotations.NullMarked;
