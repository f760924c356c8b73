package io.daybook.canary.domain;

/// Must be caught.
record RuleThatKnowsAFramework(org.springframework.core.Ordered wrong) {}
