package io.daybook.eventstore;

/// The outcome of a command under its idempotency key, kept so that a retry gets the first answer.
///
/// @param key the idempotency key
/// @param fingerprint digest of what was asked under the key
/// @param outcome the answer in the writer's own form
public record Receipt(String key, String fingerprint, String outcome) {}
