package io.daybook.kernel.query;

/// What was to be seen at a moment.
///
/// @param position of the last event that counts; 0 when there was none
/// @param shown what the views said then
public record Then<T>(long position, T shown) {}
