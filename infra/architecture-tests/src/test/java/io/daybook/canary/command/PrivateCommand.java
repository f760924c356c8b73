package io.daybook.canary.command;

/// Something that others may not see.
public interface PrivateCommand {}
