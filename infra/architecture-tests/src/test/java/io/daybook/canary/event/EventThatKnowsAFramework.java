package io.daybook.canary.event;

/// Must be caught.
record EventThatKnowsAFramework(org.springframework.core.Ordered wrong) {}
