/// What all commands and refusals have in common. The commands themselves are in their contexts.
@NullMarked
package io.daybook.kernel.command;

import org.jspecify.annotations.NullMarked;
