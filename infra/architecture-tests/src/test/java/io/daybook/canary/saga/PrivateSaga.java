package io.daybook.canary.saga;

/// Something that others may not see.
public interface PrivateSaga {}
