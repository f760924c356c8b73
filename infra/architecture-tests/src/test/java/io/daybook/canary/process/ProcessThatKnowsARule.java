package io.daybook.canary.process;

/// Must be caught.
record ProcessThatKnowsARule(io.daybook.canary.domain.PrivateDomain wrong) {}
