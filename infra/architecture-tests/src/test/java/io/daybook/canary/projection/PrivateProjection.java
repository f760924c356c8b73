package io.daybook.canary.projection;

/// Something that others may not see.
public interface PrivateProjection {}
