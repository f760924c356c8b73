package io.daybook.eventstore;

/// Must be caught.
record EventStoreThatKnowsAContext(io.daybook.cart.event.CartEvent wrong) {}
