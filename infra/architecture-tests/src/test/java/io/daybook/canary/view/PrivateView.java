package io.daybook.canary.view;

/// Something that others may not see.
public interface PrivateView {}
