package io.daybook.eventstore;

/// A name that one owner at a time may hold.
///
/// @param kind what is claimed, such as `customer-email`
/// @param value the name, compared exactly
/// @param owner the stream that holds it
public record Claim(String kind, String value, String owner) {}
