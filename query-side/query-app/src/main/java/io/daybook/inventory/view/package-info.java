/// Answers about stock, from its table. Nothing here writes.
@NullMarked
package io.daybook.inventory.view;

import org.jspecify.annotations.NullMarked;
