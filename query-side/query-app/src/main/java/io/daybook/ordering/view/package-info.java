/// Answers about orders, credit notes and sales, from their tables. Nothing here writes.
@NullMarked
package io.daybook.ordering.view;

import org.jspecify.annotations.NullMarked;
