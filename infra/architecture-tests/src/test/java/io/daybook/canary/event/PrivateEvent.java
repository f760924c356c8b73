package io.daybook.canary.event;

/// Something that others may not see.
public interface PrivateEvent {}
