/// What callers may ask of stock and reservations, and how they are refused. The rules are in
/// `io.daybook.inventory.domain`.
@NullMarked
package io.daybook.inventory.command;

import org.jspecify.annotations.NullMarked;
