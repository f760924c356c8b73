package io.daybook.canary.command;

/// Must be caught.
record CommandThatKnowsAFramework(org.springframework.core.Ordered wrong) {}
