/// Canaries: code that breaks an import rule on purpose. Nothing here is ever run.
@NullMarked
package io.daybook.canary.command;

import org.jspecify.annotations.NullMarked;
