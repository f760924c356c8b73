/// The catalogue of all events and their contract names. What the events mean is in their contexts.
@NullMarked
package io.daybook.schema;

import org.jspecify.annotations.NullMarked;
