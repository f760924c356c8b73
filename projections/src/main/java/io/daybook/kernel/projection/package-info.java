/// How batches of the log become transactions of read models. No event is known here by name.
@NullMarked
package io.daybook.kernel.projection;

import org.jspecify.annotations.NullMarked;
