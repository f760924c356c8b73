/// What can have happened to an order or a credit note. Money that moved is payment's.
@NullMarked
package io.daybook.ordering.event;

import org.jspecify.annotations.NullMarked;
