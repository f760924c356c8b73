/// What callers may ask of orders and credit notes, and how they are refused. The rules are in
/// `io.daybook.ordering.domain`.
@NullMarked
package io.daybook.ordering.command;

import org.jspecify.annotations.NullMarked;
