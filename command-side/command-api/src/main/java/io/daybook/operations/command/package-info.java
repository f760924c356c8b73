/// What operators ask for.
@NullMarked
package io.daybook.operations.command;

import org.jspecify.annotations.NullMarked;
