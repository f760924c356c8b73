package io.daybook.canary.saga;

/// Must be caught.
record SagaThatReadsAView(io.daybook.canary.view.PrivateView wrong) {}
