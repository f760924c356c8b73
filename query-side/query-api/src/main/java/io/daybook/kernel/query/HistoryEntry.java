package io.daybook.kernel.query;

import io.daybook.kernel.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One event, as those see it who ask what happened.
///
/// @param who asked for it
/// @param why what the event gives as its reason; null when it gives none
/// @param amount the money that the event speaks of; null when it speaks of none
/// @param said all that the event says, in its JSON form; null where that is not told, or can't be
///   read
public record HistoryEntry(
    long position,
    String stream,
    long version,
    String eventId,
    String what,
    Instant at,
    @Nullable String who,
    @Nullable String why,
    @Nullable Money amount,
    @Nullable String causationId,
    @Nullable String correlationId,
    @Nullable Object said) {}
