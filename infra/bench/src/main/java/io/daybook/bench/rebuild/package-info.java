/// How fast the order view is made of the log again.
@NullMarked
package io.daybook.bench.rebuild;

import org.jspecify.annotations.NullMarked;
