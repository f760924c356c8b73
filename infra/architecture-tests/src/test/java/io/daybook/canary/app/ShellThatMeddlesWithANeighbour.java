package io.daybook.canary.app;

/// Must be caught.
record ShellThatMeddlesWithANeighbour(io.daybook.cart.command.CartRejection wrong) {}
