package io.daybook.canary.process;

/// Must be caught.
record ProcessThatKnowsAFramework(org.springframework.core.Ordered wrong) {}
