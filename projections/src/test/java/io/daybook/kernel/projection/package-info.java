/// Read models against the fold of random histories, on real servers. No rule of the shop is tested
/// here.
@NullMarked
package io.daybook.kernel.projection;

import org.jspecify.annotations.NullMarked;
