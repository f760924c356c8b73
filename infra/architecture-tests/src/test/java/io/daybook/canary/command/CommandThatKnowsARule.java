package io.daybook.canary.command;

/// Must be caught.
record CommandThatKnowsARule(io.daybook.canary.domain.PrivateDomain wrong) {}
