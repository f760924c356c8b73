package io.daybook.kernel.query;

/// Credit notes.
public record CreditNoteBooks(long position, Tally withoutOrder, Tally ofOrders) {}
