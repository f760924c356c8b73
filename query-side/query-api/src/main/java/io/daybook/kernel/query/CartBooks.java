package io.daybook.kernel.query;

/// Carts by what became of them.
public record CartBooks(long position, long open, long checkedOut, long abandoned) {}
