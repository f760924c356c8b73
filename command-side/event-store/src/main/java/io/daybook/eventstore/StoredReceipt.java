package io.daybook.eventstore;

/// A receipt as it stands in the log's database.
///
/// @param position last position that the command wrote; 0 when it wrote nothing
public record StoredReceipt(String key, String fingerprint, String outcome, long position) {}
