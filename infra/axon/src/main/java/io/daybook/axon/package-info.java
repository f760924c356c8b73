/// How Daybook uses Axon and JSON, whatever the role: the form of events, and reading a log batch
/// by batch. No context, no HTTP.
@NullMarked
package io.daybook.axon;

import org.jspecify.annotations.NullMarked;
