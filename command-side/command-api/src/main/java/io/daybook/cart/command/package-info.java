/// What callers may ask of a shopping cart, and how they are refused. The rules are in
/// `io.daybook.cart.domain`.
@NullMarked
package io.daybook.cart.command;

import org.jspecify.annotations.NullMarked;
