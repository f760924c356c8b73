package io.daybook.checkout.process;

import io.daybook.kernel.CartId;

/// A cart was not touched for as long as an open cart may be left alone. Not in the log.
///
/// @param touches how often it had been touched by then
public record CartTimedOut(CartId cartId, long touches) {}
