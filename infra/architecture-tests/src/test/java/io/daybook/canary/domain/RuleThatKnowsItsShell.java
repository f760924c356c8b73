package io.daybook.canary.domain;

/// Must be caught.
record RuleThatKnowsItsShell(io.daybook.canary.app.PrivateApp wrong) {}
