package io.daybook.canary.process;

/// Something that others may not see.
public interface PrivateProcess {}
