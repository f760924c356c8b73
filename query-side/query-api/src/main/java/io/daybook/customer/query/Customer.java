package io.daybook.customer.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One customer.
///
/// @param email null when not given, erased, or not for the caller
/// @param name null when not given, erased, or not for the caller
public record Customer(
    String customerId,
    @Nullable String email,
    @Nullable String name,
    String country,
    boolean erased,
    Instant registeredAt,
    long version,
    long position) {}
