package io.daybook.canary.app;

/// Must be caught.
record ShellThatReadsAView(io.daybook.canary.query.PrivateQuery wrong) {}
