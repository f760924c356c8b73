/// What callers may ask of the catalogue: list, revise, price and delist products, and how they are
/// refused. The rules are in `io.daybook.catalog.domain`.
@NullMarked
package io.daybook.catalog.command;

import org.jspecify.annotations.NullMarked;
