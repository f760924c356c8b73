/// Specs of what every context shares. Events have theirs where their JSON form is.
@NullMarked
package io.daybook.kernel;

import org.jspecify.annotations.NullMarked;
