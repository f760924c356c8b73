package io.daybook.canary.query;

/// Must be caught.
record QueryThatCommands(io.daybook.canary.command.PrivateCommand wrong) {}
