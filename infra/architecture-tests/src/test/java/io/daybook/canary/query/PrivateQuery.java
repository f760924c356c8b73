package io.daybook.canary.query;

/// Something that others may not see.
public interface PrivateQuery {}
