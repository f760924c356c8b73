/// Writes the catalogue of events for readers. Whether schemas and records agree is checked where
/// the JSON form is.
@NullMarked
package io.daybook.schema;

import org.jspecify.annotations.NullMarked;
