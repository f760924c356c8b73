package io.daybook.canary.domain;

/// Must be caught.
record RuleThatAsksTheClock(java.time.Clock wrong) {}
