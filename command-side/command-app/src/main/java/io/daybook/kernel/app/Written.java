package io.daybook.kernel.app;

import io.daybook.kernel.Identifier;
import org.jspecify.annotations.Nullable;

/// The body of most successes.
///
/// @param position null when nothing was written
record Written(Identifier id, long version, @Nullable Long position) {}
