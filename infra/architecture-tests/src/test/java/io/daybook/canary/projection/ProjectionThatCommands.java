package io.daybook.canary.projection;

/// Must be caught.
record ProjectionThatCommands(io.daybook.canary.command.PrivateCommand wrong) {}
