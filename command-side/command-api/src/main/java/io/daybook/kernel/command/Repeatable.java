package io.daybook.kernel.command;

/// A command that may be sent again: the second time it finds its work done and changes nothing.
///
/// Only such commands are sent by processes, which can't know whether a crash came before or after.
public interface Repeatable extends Command {}
