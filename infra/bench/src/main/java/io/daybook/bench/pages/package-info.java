/// Pages of the query API, with and without what is kept in the process.
@NullMarked
package io.daybook.bench.pages;

import org.jspecify.annotations.NullMarked;
