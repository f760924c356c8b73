package io.daybook.canary.domain;

/// Something that others may not see.
public interface PrivateDomain {}
