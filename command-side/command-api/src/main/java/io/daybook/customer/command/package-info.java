/// What callers may ask of a customer's account, and how they are refused. The rules are in
/// `io.daybook.customer.domain`.
@NullMarked
package io.daybook.customer.command;

import org.jspecify.annotations.NullMarked;
