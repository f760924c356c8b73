package io.daybook.canary.view;

/// Must be caught.
record ViewThatCommands(io.daybook.canary.command.PrivateCommand wrong) {}
