/// Orders, their timeline, credit notes and sales into tables. No rule decides anything here.
@NullMarked
package io.daybook.ordering.projection;

import org.jspecify.annotations.NullMarked;
