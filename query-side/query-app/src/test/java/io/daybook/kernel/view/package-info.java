/// The query side over HTTP on real servers, and against its contract. What the read models hold is
/// proved in `projections`.
@NullMarked
package io.daybook.kernel.view;

import org.jspecify.annotations.NullMarked;
