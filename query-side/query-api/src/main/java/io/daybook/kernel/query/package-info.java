/// The shape of answers that every context shares, and the books. How they are found is not here.
@NullMarked
package io.daybook.kernel.query;

import org.jspecify.annotations.NullMarked;
