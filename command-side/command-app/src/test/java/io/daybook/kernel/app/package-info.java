/// Tests of the command side on a real PostgreSQL, over HTTP.
@NullMarked
package io.daybook.kernel.app;

import org.jspecify.annotations.NullMarked;
