package io.daybook.canary.app;

/// Something that others may not see.
public interface PrivateApp {}
