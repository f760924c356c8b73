package io.daybook.canary.event;

/// Must be caught.
record EventThatKnowsACommand(io.daybook.canary.command.PrivateCommand wrong) {}
