/// Speaks to a running Daybook over HTTP, as any client would. Not here: what is said.
@NullMarked
package io.daybook.cli.http;

import org.jspecify.annotations.NullMarked;
