/// Streams as their readers see them, on a real server and a real database.
@NullMarked
package io.daybook.streams;

import org.jspecify.annotations.NullMarked;
