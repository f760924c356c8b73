/// What operators decided about the running of Daybook itself.
@NullMarked
package io.daybook.operations.event;

import org.jspecify.annotations.NullMarked;
